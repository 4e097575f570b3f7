package dev.holdfast.reload.graph;

import java.lang.reflect.Array;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.SpringAsmInfo;

/**
 * Reads the values of an annotation as text.
 */
final class AnnotationText extends AnnotationVisitor {

	private final StringBuilder text = new StringBuilder("(");

	private final Consumer<String> result;

	AnnotationText(Consumer<String> result) {
		super(SpringAsmInfo.ASM_VERSION);
		this.result = result;
	}

	@Override
	public void visit(@Nullable String name, Object value) {
		add(name, value.getClass().getSimpleName() + " ");
		if (value.getClass().isArray()) {
			for (int i = 0; i < Array.getLength(value); i++) {
				this.text.append(Array.get(value, i)).append(';');
			}
		}
		else {
			this.text.append(value);
		}
	}

	@Override
	public void visitEnum(@Nullable String name, String descriptor, String value) {
		add(name, descriptor + "." + value);
	}

	@Override
	public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
		return new AnnotationText((values) -> add(name, descriptor + values));
	}

	@Override
	public AnnotationVisitor visitArray(@Nullable String name) {
		return new AnnotationText((values) -> add(name, values));
	}

	private void add(@Nullable String name, String value) {
		this.text.append((this.text.length() > 1) ? ", " : "").append((name != null) ? name + "=" : "").append(value);
	}

	@Override
	public void visitEnd() {
		this.result.accept(this.text.append(')').toString());
	}

}
