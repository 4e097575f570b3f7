package dev.holdfast.reload.graph;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Reads what a method uses.
 */
final class MemberReader extends AnnotatedMethodReader {

	private final String owner;

	private final String key;

	private final boolean hidden;

	private final MemberTypes uses;

	private final Set<String> own = new HashSet<>();

	private final Consumer<Member> result;

	private boolean plain;

	MemberReader(String owner, String key, int access, MemberTypes uses, Consumer<Member> result) {
		super(uses);
		this.owner = owner;
		this.key = key;
		this.hidden = (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC)) != 0;
		this.uses = uses;
		this.result = result;
		this.plain = key.startsWith("<init>");
	}

	@Override
	public void visitInsn(int opcode) {
		this.plain &= opcode <= Opcodes.DCONST_1 || opcode == Opcodes.RETURN;
	}

	@Override
	public void visitIntInsn(int opcode, int operand) {
		this.plain &= opcode != Opcodes.NEWARRAY;
	}

	@Override
	public void visitVarInsn(int opcode, int index) {
		this.plain &= opcode <= Opcodes.ALOAD;
	}

	@Override
	public void visitTypeInsn(int opcode, String type) {
		this.plain = false;
		if (opcode == Opcodes.NEW) {
			this.uses.exactly(type);
		}
		else {
			this.uses.virtually(type);
		}
	}

	@Override
	public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
		boolean ours = owner.equals(this.owner);
		this.plain &= opcode == Opcodes.PUTFIELD && ours;
		this.uses.signature(descriptor);
		if (ours) {
			this.own.add(name);
		}
		else if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) {
			this.uses.exactly(owner);
		}
		else {
			this.uses.virtually(owner);
		}
	}

	@Override
	public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
		this.plain &= owner.equals("java/lang/Object") && name.equals("<init>");
		call(owner, name, descriptor, opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE);
	}

	private void call(String owner, String name, String descriptor, boolean virtual) {
		this.uses.signature(descriptor);
		if (owner.equals(this.owner)) {
			this.own.add(name + descriptor);
		}
		else if (virtual) {
			this.uses.virtually(owner);
		}
		else {
			this.uses.exactly(owner);
		}
	}

	@Override
	public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
		this.plain = false;
		this.uses.signature(descriptor);
		handle(bootstrap);
		for (Object argument : arguments) {
			constant(argument);
		}
	}

	@Override
	public void visitLdcInsn(Object value) {
		constant(value);
	}

	private void constant(Object value) {
		if (value instanceof Handle handle) {
			handle(handle);
		}
		else if (value instanceof ConstantDynamic dynamic) {
			this.plain = false;
			this.uses.signature(dynamic.getDescriptor());
			handle(dynamic.getBootstrapMethod());
			for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
				constant(dynamic.getBootstrapMethodArgument(i));
			}
		}
		else if (value instanceof Type type) {
			this.plain = false;
			this.uses.signature(type.getDescriptor());
		}
		else if (value instanceof String text) {
			this.uses.className(text);
		}
	}

	private void handle(Handle handle) {
		if (handle.getTag() <= Opcodes.H_PUTSTATIC) {
			visitFieldInsn(Opcodes.GETFIELD, handle.getOwner(), handle.getName(), handle.getDesc());
		}
		else {
			call(handle.getOwner(), handle.getName(), handle.getDesc(),
					handle.getTag() == Opcodes.H_INVOKEVIRTUAL || handle.getTag() == Opcodes.H_INVOKEINTERFACE);
		}
	}

	@Override
	public void visitJumpInsn(int opcode, Label label) {
		this.plain = false;
	}

	@Override
	public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
		this.plain = false;
		this.uses.signature(descriptor);
	}

	@Override
	public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
		this.plain = false;
		if (type != null) {
			this.uses.exactly(type);
		}
	}

	@Override
	public void visitEnd() {
		this.result.accept(this.uses.toMember(this.key, this.hidden, this.own, this.plain, false));
	}

}
