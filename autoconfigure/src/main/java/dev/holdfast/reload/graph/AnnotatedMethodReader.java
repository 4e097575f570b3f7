package dev.holdfast.reload.graph;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.Attribute;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.TypePath;

/**
 * Reads a method, and tells of its annotations.
 */
abstract class AnnotatedMethodReader extends MethodVisitor {

	private final Annotated annotated;

	AnnotatedMethodReader(Annotated annotated) {
		super(SpringAsmInfo.ASM_VERSION);
		this.annotated = annotated;
	}

	@Override
	public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
		return this.annotated.annotation(descriptor);
	}

	@Override
	public @Nullable AnnotationVisitor visitTypeAnnotation(int typeRef, @Nullable TypePath typePath, String descriptor,
			boolean visible) {
		return this.annotated.typeAnnotation(typeRef, typePath, descriptor);
	}

	@Override
	public @Nullable AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
		return this.annotated.parameterAnnotation(parameter, descriptor);
	}

	@Override
	public @Nullable AnnotationVisitor visitAnnotationDefault() {
		return this.annotated.defaultValue();
	}

	@Override
	public void visitAttribute(Attribute attribute) {
		this.annotated.unknown(attribute);
	}

}
