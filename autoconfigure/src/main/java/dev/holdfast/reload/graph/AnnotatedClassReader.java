package dev.holdfast.reload.graph;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.Attribute;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.RecordComponentVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.TypePath;

/**
 * Reads a class, and tells of its annotations. Offers to do the same for its fields and
 * record components.
 */
abstract class AnnotatedClassReader extends ClassVisitor {

	private final Annotated annotated;

	AnnotatedClassReader(Annotated annotated) {
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
	public void visitAttribute(Attribute attribute) {
		this.annotated.unknown(attribute);
	}

	static FieldVisitor field(Annotated field, Runnable end) {
		return new FieldVisitor(SpringAsmInfo.ASM_VERSION) {

			@Override
			public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
				return field.annotation(descriptor);
			}

			@Override
			public @Nullable AnnotationVisitor visitTypeAnnotation(int typeRef, @Nullable TypePath typePath,
					String descriptor, boolean visible) {
				return field.typeAnnotation(typeRef, typePath, descriptor);
			}

			@Override
			public void visitAttribute(Attribute attribute) {
				field.unknown(attribute);
			}

			@Override
			public void visitEnd() {
				end.run();
			}

		};
	}

	// The three kinds of visitors have nothing in common but the names of their methods
	static RecordComponentVisitor component(Annotated component) {
		FieldVisitor same = field(component, () -> {
		});
		return new RecordComponentVisitor(SpringAsmInfo.ASM_VERSION) {

			@Override
			public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
				return same.visitAnnotation(descriptor, visible);
			}

			@Override
			public @Nullable AnnotationVisitor visitTypeAnnotation(int typeRef, @Nullable TypePath typePath,
					String descriptor, boolean visible) {
				return same.visitTypeAnnotation(typeRef, typePath, descriptor, visible);
			}

			@Override
			public void visitAttribute(Attribute attribute) {
				same.visitAttribute(attribute);
			}

		};
	}

}
