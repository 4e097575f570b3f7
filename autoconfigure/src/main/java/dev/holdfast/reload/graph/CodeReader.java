package dev.holdfast.reload.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;

/**
 * Reads the code of a method as text that is the same for the same instructions.
 */
abstract class CodeReader extends AnnotatedMethodReader {

	private final List<Object> tokens = new ArrayList<>();

	private final Set<Label> targets = new HashSet<>();

	CodeReader(Annotated annotated) {
		super(annotated);
	}

	/**
	 * Return the code, in which labels that only line numbers and variables need are left
	 * out and the others numbered.
	 * @return the code as text
	 */
	String code() {
		Map<Label, Integer> numbers = new HashMap<>();
		StringBuilder code = new StringBuilder();
		for (Object token : this.tokens) {
			if (token instanceof Label label) {
				if (this.targets.contains(label)) {
					code.append(number(numbers, label)).append(": ");
				}
			}
			else if (token instanceof Target target) {
				code.append("to ").append(number(numbers, target.label())).append(' ');
			}
			else {
				code.append(token).append(' ');
			}
		}
		return code.toString();
	}

	private static int number(Map<Label, Integer> numbers, Label label) {
		return numbers.computeIfAbsent(label, (key) -> numbers.size());
	}

	private void add(Object... tokens) {
		this.tokens.addAll(List.of(tokens));
	}

	private void target(Label label) {
		this.targets.add(label);
		this.tokens.add(new Target(label));
	}

	private void value(Object value) {
		if (value instanceof ConstantDynamic dynamic) {
			add("dynamic", dynamic.getName(), dynamic.getDescriptor());
			value(dynamic.getBootstrapMethod());
			for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
				value(dynamic.getBootstrapMethodArgument(i));
			}
			return;
		}
		String text = value.toString();
		// The length keeps apart a text that looks like other tokens
		add(value.getClass().getSimpleName(), text.length(), text);
	}

	@Override
	public void visitLabel(Label label) {
		this.tokens.add(label);
	}

	@Override
	public void visitInsn(int opcode) {
		add(opcode);
	}

	@Override
	public void visitIntInsn(int opcode, int operand) {
		add(opcode, operand);
	}

	@Override
	public void visitVarInsn(int opcode, int index) {
		add(opcode, index);
	}

	@Override
	public void visitTypeInsn(int opcode, String type) {
		add(opcode, type);
	}

	@Override
	public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
		add(opcode, owner, name, descriptor);
	}

	@Override
	public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
		add(opcode, owner, name, descriptor, isInterface);
	}

	@Override
	public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
		add("invokedynamic", name, descriptor);
		value(bootstrap);
		for (Object argument : arguments) {
			value(argument);
		}
	}

	@Override
	public void visitLdcInsn(Object value) {
		value(value);
	}

	@Override
	public void visitIincInsn(int index, int increment) {
		add("increment", index, increment);
	}

	@Override
	public void visitJumpInsn(int opcode, Label label) {
		add(opcode);
		target(label);
	}

	@Override
	public void visitTableSwitchInsn(int min, int max, Label defaultLabel, Label... labels) {
		add("switch", min, max);
		target(defaultLabel);
		List.of(labels).forEach(this::target);
	}

	@Override
	public void visitLookupSwitchInsn(Label defaultLabel, int[] keys, Label[] labels) {
		add("lookup");
		target(defaultLabel);
		for (int i = 0; i < keys.length; i++) {
			add(keys[i]);
			target(labels[i]);
		}
	}

	@Override
	public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
		add("array", descriptor, dimensions);
	}

	@Override
	public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
		add("try", String.valueOf(type));
		target(start);
		target(end);
		target(handler);
	}

	private record Target(Label label) {
	}

}
