package dev.holdfast.state.migration;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an object that the present generation has anyway: an enum constant, a class.
 */
final class FixedAssembler extends Assembler {

	private final Object instance;

	FixedAssembler(Object instance) {
		this.instance = instance;
	}

	@Override
	int required(Node node) {
		return 0;
	}

	@Override
	Object create(Node node, Parts parts, @Nullable Object fresh) {
		return this.instance;
	}

	@Override
	String segment(Node node, int part) {
		return "";
	}

}
