package dev.holdfast.reload.graph;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.Attribute;
import org.springframework.asm.TypePath;

/**
 * What is told of the annotations of a class or member, and of attributes that are not
 * known.
 */
interface Annotated {

	AnnotationVisitor annotation(String descriptor);

	default AnnotationVisitor typeAnnotation(int typeRef, @Nullable TypePath path, String descriptor) {
		return annotation(descriptor);
	}

	default AnnotationVisitor parameterAnnotation(int parameter, String descriptor) {
		return annotation(descriptor);
	}

	AnnotationVisitor defaultValue();

	default void unknown(Attribute attribute) {
	}

}
