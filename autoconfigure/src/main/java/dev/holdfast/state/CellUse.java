package dev.holdfast.state;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * How the running generation uses a cell: by a definition, or by its key alone.
 *
 * @param definition the definition, without an initializer if there is only the key
 * @param site where in the code that is
 * @param <T> the type of the value
 */
record CellUse<T>(StateDefinition<T> definition, String site) {

	boolean isDefinition() {
		return this.definition.initializer() != null;
	}

	void checkType(Class<?> type) {
		if (type != this.definition.rawType()) {
			throw conflict(type);
		}
	}

	void checkDefinition(StateDefinition<?> other) {
		boolean sameType = isDefinition() ? other.type().equals(this.definition.type())
				: other.rawType() == this.definition.rawType();
		if (!sameType) {
			throw conflict(other.type());
		}
		String key = other.key();
		int version = other.evolution().version();
		if (!isDefinition() && (version != this.definition.evolution().version() || other.evolution().hasNames())) {
			throw StateDefinitionConflictException.usedBefore(key, this.site, version, CallSite.current());
		}
		if (version != this.definition.evolution().version()) {
			throw StateDefinitionConflictException.versions(key, this.definition.evolution().version(), this.site,
					version, CallSite.current());
		}
	}

	T checked(@Nullable Object value) {
		if (value == null) {
			throw UnsupportedStateException.nullValue(this.definition.key());
		}
		if (!this.definition.rawType().isInstance(value)) {
			throw conflict(value.getClass());
		}
		return this.definition.rawType().cast(value);
	}

	T initialValue() {
		return checked(this.definition.initialValue());
	}

	private StateTypeConflictException conflict(Type type) {
		return new StateTypeConflictException(this.definition.key(), this.definition.type(), this.site, type,
				CallSite.current());
	}

}
