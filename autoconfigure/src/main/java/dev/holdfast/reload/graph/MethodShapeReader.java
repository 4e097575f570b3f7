package dev.holdfast.reload.graph;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.Label;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Reads a method to compare it.
 * <p>
 * Names of parameters are told by {@code -parameters} or, where that is missing, by the
 * table of local variables; frameworks bind requests by them. Methods that the compiler
 * makes have none that count.
 */
final class MethodShapeReader extends CodeReader {

	private final String method;

	private final MethodBody.Kind kind;

	private final Aspects aspects;

	private final Consumer<MethodBody> result;

	private final boolean named;

	private final int parameterSlots;

	private final Map<Integer, String> variables = new TreeMap<>();

	private boolean told;

	MethodShapeReader(int access, String method, MethodBody.Kind kind, Aspects aspects, Consumer<MethodBody> result) {
		super(aspects);
		this.method = method;
		this.kind = kind;
		this.aspects = aspects;
		this.result = result;
		this.named = (access & Opcodes.ACC_SYNTHETIC) == 0;
		int slots = Type.getArgumentsAndReturnSizes(method.substring(method.indexOf('('))) >> 2;
		this.parameterSlots = ((access & Opcodes.ACC_STATIC) != 0) ? slots - 1 : slots;
	}

	@Override
	public void visitParameter(@Nullable String name, int access) {
		this.told = true;
		if (this.named) {
			this.aspects.append("parameter names", name + ((access != 0) ? " (%s)".formatted(access) : ""));
		}
	}

	@Override
	public void visitLocalVariable(String name, String descriptor, @Nullable String signature, Label start, Label end,
			int index) {
		if (index < this.parameterSlots) {
			this.variables.put(index, name);
		}
	}

	@Override
	public void visitEnd() {
		if (this.named && !this.told && !this.variables.isEmpty()) {
			this.aspects.with("parameter names", this.variables.values());
		}
		this.result.accept(new MethodBody(this.method, this.kind, code()));
	}

}
