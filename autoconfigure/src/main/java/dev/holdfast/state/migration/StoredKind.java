package dev.holdfast.state.migration;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A kind of value of the JDK that can be stored.
 *
 * @param number what stands for it where it is stored
 * @param type its type
 * @param isShared whether it makes a difference that two share one value
 * @param writer writes a value
 * @param reader reads a value
 * @param <T> its type
 */
record StoredKind<T>(int number, Class<T> type, boolean isShared, BiConsumer<T, ContentOutput> writer,
		Function<ContentInput, T> reader) {

	static <T> StoredKind<T> of(int number, Class<T> type, BiConsumer<T, ContentOutput> writer,
			Function<ContentInput, T> reader) {
		return new StoredKind<>(number, type, false, writer, reader);
	}

	static <T> StoredKind<T> ofText(int number, Class<T> type, Function<T, String> writer, Function<String, T> reader) {
		return of(number, type, (value, out) -> out.text(writer.apply(value)), (in) -> reader.apply(in.text()));
	}

	StoredKind<T> shared() {
		return new StoredKind<>(this.number, this.type, true, this.writer, this.reader);
	}

	@SuppressWarnings("unchecked")
	void write(Object value, ContentOutput out) {
		this.writer.accept((T) value, out);
	}

	T read(ContentInput in) {
		try {
			return this.reader.apply(in);
		}
		catch (MalformedContentException ex) {
			throw ex;
		}
		catch (RuntimeException | StackOverflowError ex) {
			throw new MalformedContentException("a value of type %s is damaged".formatted(this.type.getName()));
		}
	}

}
