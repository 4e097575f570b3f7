package dev.holdfast.reload.graph;

import org.springframework.asm.Opcodes;

/**
 * The code of a method.
 *
 * @param method the method's name and descriptor
 * @param kind what the method is
 * @param code the instructions as text, without what debuggers alone need
 */
record MethodBody(String method, Kind kind, String code) {

	/**
	 * What a method is.
	 */
	enum Kind {

		METHOD("method"), CONSTRUCTOR("constructor"), INITIALIZER("class initializer"), LAMBDA("lambda"),
		BRIDGE("bridge method"), SYNTHETIC("method of the compiler");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

		static Kind of(int access, String name) {
			if (name.equals("<init>")) {
				return CONSTRUCTOR;
			}
			if (name.equals("<clinit>")) {
				return INITIALIZER;
			}
			if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
				return METHOD;
			}
			if ((access & Opcodes.ACC_BRIDGE) != 0) {
				return BRIDGE;
			}
			return name.startsWith("lambda$") ? LAMBDA : SYNTHETIC;
		}

	}

}
