package dev.holdfast.restart.leak;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.cfg.SerializationContexts;
import tools.jackson.databind.json.JsonMapper;

import dev.holdfast.restart.RetirementFixture;
import dev.holdfast.test.AppClasses;

import static org.assertj.core.api.Assertions.assertThat;

class SharedJacksonTests {

	@Test
	void letsGoOfWhatTheSharedMapperHasSeen() {
		AppClasses app = new AppClasses();
		JsonMapper mapper = JsonMapper.shared();
		Object item = mapper.readValue(mapper.writeValueAsString(app.item("apple")), app.itemType());
		assertThat(item).isEqualTo(app.item("apple"));
		SerializationContexts contexts = field("_serializationContexts", SerializationContexts.class);
		Map<?, ?> deserializers = field("_rootDeserializers", Map.class);
		assertThat(contexts.cachedSerializersCount()).isPositive();
		assertThat(deserializers).isNotEmpty();
		new SharedJackson().onRetirement(RetirementFixture.of(app.classLoader(), new AppClasses().classLoader()));
		assertThat(contexts.cachedSerializersCount()).isZero();
		assertThat(deserializers).isEmpty();
	}

	private static <T> T field(String name, Class<T> type) {
		return type.cast(ReflectionTestUtils.getField(JsonMapper.shared(), name));
	}

}
