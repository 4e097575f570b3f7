package dev.holdfast.reload.graph;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.Attribute;
import org.springframework.asm.Type;
import org.springframework.asm.TypePath;

/**
 * Everything about a class, or a member of it, that is not code.
 */
final class Aspects implements Annotated {

	private final Map<String, String> values = new LinkedHashMap<>();

	Map<String, String> values() {
		return this.values;
	}

	Aspects with(String aspect, @Nullable Object value) {
		if (value != null) {
			this.values.put(aspect, value.toString());
		}
		return this;
	}

	void append(String aspect, String value) {
		this.values.merge(aspect, value, (before, next) -> before + ", " + next);
	}

	@Override
	public AnnotationVisitor annotation(String descriptor) {
		return annotation("annotation @" + Type.getType(descriptor).getClassName(), "order of annotations");
	}

	@Override
	public AnnotationVisitor parameterAnnotation(int parameter, String descriptor) {
		return annotation(
				"annotation @%s of parameter %s".formatted(Type.getType(descriptor).getClassName(), parameter),
				"order of annotations of parameters");
	}

	@Override
	public AnnotationVisitor typeAnnotation(int typeRef, @Nullable TypePath path, String descriptor) {
		return annotation("annotation @%s of type %s %s".formatted(Type.getType(descriptor).getClassName(), typeRef,
				(path != null) ? path : ""), "order of annotations of types");
	}

	private AnnotationVisitor annotation(String aspect, String order) {
		append(order, aspect);
		return new AnnotationText((text) -> with(aspect, text));
	}

	@Override
	public AnnotationVisitor defaultValue() {
		return new AnnotationText((text) -> with("default value", text));
	}

	// Keeps in mind that there is something that cannot be compared
	@Override
	public void unknown(Attribute attribute) {
		with("unknown attribute " + attribute.type, "");
	}

}
