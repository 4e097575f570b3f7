package dev.holdfast.reload.redefine;

import java.util.Set;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Lets each method of a class say that it is entered. What is woven in has no branches,
 * so that the frames of the class stay right; they need not be computed, which would load
 * other classes.
 */
final class ClassWeaver extends ClassVisitor {

	private static final String INITIALIZER = "<clinit>";

	// What these of factory beans return is kept, and nothing else tells when they run
	private static final Set<String> FACTORY_METHODS = Set.of("getObject", "createInstance");

	// Such methods make what stays, also in contexts that nobody tells of
	private static final Set<String> MAKERS = Set.of("Lorg/springframework/context/annotation/Bean;",
			"Ljakarta/annotation/PostConstruct;", "Lorg/springframework/scheduling/annotation/Scheduled;",
			"Lorg/springframework/scheduling/annotation/Schedules;");

	private final String recorder;

	private final ToIntFunction<String> numbers;

	private ClassWeaver(ClassVisitor next, String recorder, ToIntFunction<String> numbers) {
		super(SpringAsmInfo.ASM_VERSION, next);
		this.recorder = recorder;
		this.numbers = numbers;
	}

	/**
	 * Weave a class.
	 * @param content its class file
	 * @param recorder the class that is told, by static methods
	 * @param numbers gives each method, named with its descriptor, a number
	 * @return the class file to run in its place
	 * @throws RuntimeException if that is impossible
	 */
	static byte[] weave(byte[] content, Class<?> recorder, ToIntFunction<String> numbers) {
		ClassReader reader = new ClassReader(content);
		ClassWriter writer = new ClassWriter(reader, 0);
		reader.accept(new ClassWeaver(writer, Type.getInternalName(recorder), numbers), 0);
		return writer.toByteArray();
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
		if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
			return next;
		}
		boolean makes = name.equals(INITIALIZER)
				|| (FACTORY_METHODS.contains(name) && Type.getArgumentCount(descriptor) == 0);
		int number = this.numbers.applyAsInt(name + descriptor);
		return new Entry(next, this.recorder, number, makes);
	}

	/**
	 * A method that is entered. One that makes what stays says so, even if it throws.
	 */
	private static final class Entry extends MethodVisitor {

		private final Label start = new Label();

		private final String recorder;

		private final int number;

		private boolean makes;

		Entry(MethodVisitor next, String recorder, int number, boolean makes) {
			super(SpringAsmInfo.ASM_VERSION, next);
			this.recorder = recorder;
			this.number = number;
			this.makes = makes;
		}

		private void tell(String method) {
			super.visitMethodInsn(Opcodes.INVOKESTATIC, this.recorder, method, "()V", false);
		}

		@Override
		public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
			this.makes |= MAKERS.contains(descriptor);
			return super.visitAnnotation(descriptor, visible);
		}

		@Override
		public void visitCode() {
			super.visitCode();
			if (this.makes) {
				tell("making");
				visitLabel(this.start);
			}
			super.visitLdcInsn(this.number);
			super.visitMethodInsn(Opcodes.INVOKESTATIC, this.recorder, "enter", "(I)V", false);
		}

		@Override
		public void visitInsn(int opcode) {
			if (this.makes && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
				tell("made");
			}
			super.visitInsn(opcode);
		}

		@Override
		public void visitMaxs(int maxStack, int maxLocals) {
			if (this.makes) {
				Label handler = new Label();
				visitTryCatchBlock(this.start, handler, handler, null);
				visitLabel(handler);
				visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] { "java/lang/Throwable" });
				tell("made");
				super.visitInsn(Opcodes.ATHROW);
			}
			super.visitMaxs(Math.max(maxStack, 1), maxLocals);
		}

	}

}
