package dev.holdfast.reload.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.RecordComponentVisitor;

/**
 * Reads a class file to compare it.
 */
final class ShapeReader extends AnnotatedClassReader {

	private static final String MEMBERS = "order of members";

	private final Map<String, Map<String, String>> elements = new LinkedHashMap<>();

	private final Map<String, MethodBody> bodies = new LinkedHashMap<>();

	private final Aspects type;

	private final Set<String> nestMembers = new TreeSet<>();

	private String name = "";

	private ShapeReader(Aspects type) {
		super(type);
		this.type = type;
	}

	/**
	 * Read a class file.
	 * @param bytes its content
	 * @return the class
	 * @throws RuntimeException if it is not a class file
	 */
	static ClassShape read(byte[] bytes) {
		ShapeReader reader = new ShapeReader(new Aspects());
		// Not SKIP_DEBUG, which would skip the names of parameters as well
		ClassFile.open(bytes).accept(reader, ClassReader.SKIP_FRAMES);
		return new ClassShape(reader.elements, reader.bodies);
	}

	private Aspects element(String kind, String name) {
		Aspects aspects = new Aspects();
		this.elements.put(kind + ": " + name, aspects.values());
		return aspects;
	}

	@Override
	public void visit(int version, int access, String name, @Nullable String signature, @Nullable String superName,
			String @Nullable [] interfaces) {
		this.name = name;
		this.elements.put("class: " + name.replace('/', '.'), this.type.values());
		this.type.with("version", version)
			.with("modifiers", access)
			.with("generic signature", signature)
			.with("super class", superName)
			.with("interfaces", Arrays.toString(interfaces));
	}

	@Override
	public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {
		this.type.with("enclosing method", owner + "." + name + descriptor);
	}

	@Override
	public void visitNestHost(String nestHost) {
		this.type.with("nest host", nestHost);
	}

	@Override
	public void visitNestMember(String nestMember) {
		this.nestMembers.add(nestMember);
	}

	@Override
	public void visitPermittedSubclass(String permittedSubclass) {
		this.type.append("permitted subclasses", permittedSubclass);
	}

	@Override
	public void visitInnerClass(String name, @Nullable String outerName, @Nullable String innerName, int access) {
		// Others are listed merely since the code mentions them
		if (name.equals(this.name) || this.name.equals(outerName)) {
			this.type.with("nested class " + name, access + " " + innerName);
		}
	}

	@Override
	public RecordComponentVisitor visitRecordComponent(String name, String descriptor, @Nullable String signature) {
		Aspects aspects = element("record component", name).with("type", descriptor)
			.with("generic signature", signature);
		this.type.append("order of record components", name);
		return component(aspects);
	}

	@Override
	public FieldVisitor visitField(int access, String name, String descriptor, @Nullable String signature,
			@Nullable Object value) {
		Aspects aspects = element("field", name).with("type", descriptor)
			.with("modifiers", access)
			.with("generic signature", signature)
			.with("constant", value);
		this.type.append(MEMBERS, name);
		return field(aspects, () -> {
		});
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		MethodBody.Kind kind = MethodBody.Kind.of(access, name);
		Aspects aspects = element(kind.label(), name + descriptor).with("modifiers", access)
			.with("generic signature", signature)
			.with("exceptions", Arrays.toString(exceptions));
		if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
			this.type.append(MEMBERS, name + descriptor);
		}
		return new MethodShapeReader(access, name + descriptor, kind, aspects,
				(body) -> this.bodies.put(body.method(), body));
	}

	@Override
	public void visitEnd() {
		this.type.with("nest members", this.nestMembers);
	}

}
