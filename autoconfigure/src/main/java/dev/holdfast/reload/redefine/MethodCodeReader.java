package dev.holdfast.reload.redefine;

import java.util.function.Supplier;

import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ConstantDynamic;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Reads what a method runs.
 */
final class MethodCodeReader extends MethodVisitor {

	private final CodeOfMethod method;

	private final Supplier<? extends AnnotationVisitor> texts;

	MethodCodeReader(CodeOfMethod method, Supplier<? extends AnnotationVisitor> texts) {
		super(SpringAsmInfo.ASM_VERSION);
		this.method = method;
		this.texts = texts;
	}

	@Override
	public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
		this.method.annotations().add(Type.getType(descriptor).getClassName());
		return this.texts.get();
	}

	@Override
	public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
		return this.texts.get();
	}

	@Override
	public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
		call(owner, name + descriptor);
	}

	@Override
	public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
		if (!AtRequests.isFunction(Type.getReturnType(descriptor).getClassName())) {
			for (Object argument : arguments) {
				// Texts are parts of other texts, or the names of components; types are
				// those of records and of cases
				if (!(argument instanceof String) && !(argument instanceof Type)) {
					constant(argument);
				}
			}
		}
	}

	@Override
	public void visitTypeInsn(int opcode, String type) {
		if (opcode == Opcodes.NEW) {
			this.method.types().add(type.replace('/', '.'));
		}
	}

	@Override
	public void visitLdcInsn(Object value) {
		constant(value);
	}

	private void constant(Object value) {
		if (value instanceof String text) {
			this.method.texts().add(text);
		}
		else if (value instanceof Type type && type.getSort() != Type.METHOD) {
			this.method.types().add(((type.getSort() == Type.ARRAY) ? type.getElementType() : type).getClassName());
		}
		else if (value instanceof Handle handle) {
			call(handle.getOwner(), handle.getName() + handle.getDesc());
		}
		else if (value instanceof ConstantDynamic dynamic) {
			for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
				constant(dynamic.getBootstrapMethodArgument(i));
			}
		}
	}

	private void call(String owner, String key) {
		this.method.calls().add(new CodeOfMethod.Call(owner.replace('/', '.'), key));
	}

}
