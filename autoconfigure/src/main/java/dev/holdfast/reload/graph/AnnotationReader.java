package dev.holdfast.reload.graph;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.SpringAsmInfo;

/**
 * Reads the types that an annotation mentions, on every level of it.
 */
final class AnnotationReader extends AnnotationVisitor {

	private final TypeNames names;

	AnnotationReader(TypeNames names) {
		super(SpringAsmInfo.ASM_VERSION);
		this.names = names;
	}

	@Override
	public void visit(@Nullable String name, Object value) {
		this.names.constant(value);
		if (value instanceof String text) {
			this.names.className(text);
		}
	}

	@Override
	public void visitEnum(@Nullable String name, String descriptor, String value) {
		this.names.signature(descriptor);
	}

	@Override
	public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
		this.names.signature(descriptor);
		return this;
	}

	@Override
	public AnnotationVisitor visitArray(@Nullable String name) {
		return this;
	}

}
