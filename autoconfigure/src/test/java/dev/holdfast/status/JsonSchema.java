package dev.holdfast.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.boot.json.JsonParserFactory;

/**
 * As much of JSON Schema as the schemas of the documentation use, and nothing else: a
 * word that is not known here fails.
 */
public final class JsonSchema {

	private static final List<String> ANNOTATIONS = List.of("$schema", "title");

	private final Map<String, Object> schema;

	private final List<String> errors = new ArrayList<>();

	private JsonSchema(Map<String, Object> schema) {
		this.schema = schema;
	}

	/**
	 * Hold a text against a schema.
	 * @param file the schema
	 * @param json the text
	 * @return what does not fit
	 * @throws IOException if there is no such schema
	 */
	public static List<String> validate(Path file, String json) throws IOException {
		JsonSchema schema = new JsonSchema(JsonParserFactory.getJsonParser().parseMap(Files.readString(file)));
		schema.check("", schema.schema, JsonParserFactory.getJsonParser().parseMap(json));
		return schema.errors;
	}

	private void check(String path, Map<?, ?> rules, Object value) {
		rules.forEach((rule, expected) -> {
			boolean fits = switch (rule.toString()) {
				case "type" -> list(expected).stream().anyMatch((type) -> isOf(type.toString(), value));
				case "enum" -> list(expected).contains(value);
				case "required" -> value instanceof Map<?, ?> map && map.keySet().containsAll(list(expected));
				case "additionalProperties" ->
					value instanceof Map<?, ?> map && checkOthers(path, rules, map, expected);
				case "properties" -> {
					((Map<?, ?>) expected).forEach((name, inner) -> {
						if (value instanceof Map<?, ?> map && map.containsKey(name)) {
							check(path + "/" + name, (Map<?, ?>) inner, map.get(name));
						}
					});
					yield true;
				}
				case "items" -> {
					if (value instanceof List<?> all) {
						all.forEach((item) -> check(path + "[]", (Map<?, ?>) expected, item));
					}
					yield true;
				}
				default -> ANNOTATIONS.contains(rule);
			};
			if (!fits) {
				this.errors.add(path + ": " + value + " does not fit " + rule + " " + expected);
			}
		});
	}

	private boolean checkOthers(String path, Map<?, ?> rules, Map<?, ?> map, Object expected) {
		if (!(expected instanceof Map<?, ?> others)) {
			return ((Map<?, ?>) rules.get("properties")).keySet().containsAll(map.keySet());
		}
		map.forEach((name, inner) -> check(path + "/" + name, others, inner));
		return true;
	}

	private static Collection<?> list(Object value) {
		return (value instanceof Collection<?> all) ? all : List.of(value);
	}

	private static boolean isOf(String type, Object value) {
		return switch (type) {
			case "object" -> value instanceof Map;
			case "array" -> value instanceof List;
			case "string" -> value instanceof String;
			case "integer" -> value instanceof Integer || value instanceof Long;
			case "null" -> value == null;
			default -> false;
		};
	}

}
