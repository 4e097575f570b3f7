package dev.holdfast.reload.graph;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.asm.AnnotationVisitor;

/**
 * Collects the types that a member uses, apart by whether code of their subtypes may run.
 */
final class MemberTypes implements Annotated {

	private final TypeNames exact;

	private final TypeNames virtual;

	private final TypeNames annotationNames;

	MemberTypes(Map<String, String> pool) {
		this.exact = new TypeNames(pool);
		this.virtual = new TypeNames(pool);
		this.annotationNames = new TypeNames(pool);
	}

	void exactly(String internalName) {
		this.exact.internal(internalName);
	}

	void virtually(String internalName) {
		this.virtual.internal(internalName);
	}

	void signature(String text) {
		this.virtual.signature(text);
	}

	void className(String text) {
		this.exact.className(text);
	}

	@Override
	public AnnotationVisitor annotation(String descriptor) {
		this.annotationNames.signature(descriptor);
		return defaultValue();
	}

	@Override
	public AnnotationVisitor defaultValue() {
		return new AnnotationReader(this.exact);
	}

	Set<String> all() {
		Set<String> all = new HashSet<>(this.exact.toSet());
		all.addAll(this.annotationNames.toSet());
		all.addAll(this.virtual.toSet());
		return Set.copyOf(all);
	}

	Set<String> virtual() {
		return this.virtual.toSet();
	}

	Member toMember(String key, boolean hidden, Set<String> own, boolean plain, boolean open) {
		return new Member(key, hidden, this.annotationNames.toSet(), all(), virtual(), Set.copyOf(own), plain, open);
	}

}
