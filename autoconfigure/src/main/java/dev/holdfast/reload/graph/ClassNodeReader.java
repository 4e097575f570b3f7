package dev.holdfast.reload.graph;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.RecordComponentVisitor;

/**
 * Reads a class of the graph from its class file.
 * <p>
 * What the class refers to comes from the constant pool, which no reference can do
 * without, and from the declarations, whose types are mere text there.
 */
final class ClassNodeReader extends AnnotatedClassReader {

	private final Map<String, String> pool;

	private final TypeNames references;

	private final MemberTypes uses;

	private final Map<String, Member> members = new HashMap<>();

	private final Set<String> supertypes = new HashSet<>();

	private String internalName = "";

	private ClassNodeReader(Map<String, String> pool, MemberTypes uses) {
		super(uses);
		this.pool = pool;
		this.references = new TypeNames(pool);
		this.uses = uses;
	}

	/**
	 * Read a class.
	 * @param bytes the content of the class file
	 * @param file the class file
	 * @param pool binary names by internal names, filled on the way
	 * @return the class
	 * @throws RuntimeException if it is not a class file
	 */
	static ClassNode read(byte[] bytes, Path file, Map<String, String> pool) {
		ClassReader classFile = ClassFile.open(bytes);
		ClassNodeReader reader = new ClassNodeReader(pool, new MemberTypes(pool));
		classFile.accept(reader, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
		reader.readConstantPool(classFile);
		return reader.toNode(file);
	}

	private void readConstantPool(ClassReader classFile) {
		char[] buffer = new char[classFile.getMaxStringLength()];
		for (int index = 1; index < classFile.getItemCount(); index++) {
			int offset = classFile.getItem(index);
			switch ((offset > 0) ? classFile.readByte(offset - 1) : 0) {
				case 7 -> this.references.internal(classFile.readUTF8(offset, buffer));
				case 8 -> this.references.className(classFile.readUTF8(offset, buffer));
				case 12 -> {
					String descriptor = classFile.readUTF8(offset + 2, buffer);
					this.references.signature(descriptor);
				}
				case 16 -> this.references.signature(classFile.readUTF8(offset, buffer));
				default -> {
				}
			}
		}
	}

	private ClassNode toNode(Path file) {
		String name = this.references.binary(this.internalName);
		String packageInfo = name.substring(0, name.lastIndexOf('.') + 1) + "package-info";
		this.uses.exactly(packageInfo.replace('.', '/'));
		Set<String> types = this.uses.all();
		this.references.addAll(types);
		this.members.values().forEach((member) -> this.references.addAll(member.types()));
		this.references.remove(name);
		Set<String> virtual = new HashSet<>(this.uses.virtual());
		virtual.removeAll(this.supertypes);
		return new ClassNode(name, file, Set.copyOf(this.supertypes), this.references.toSet(), types,
				Set.copyOf(virtual), Map.copyOf(this.members), null);
	}

	@Override
	public void visit(int version, int access, String name, @Nullable String signature, @Nullable String superName,
			String @Nullable [] interfaces) {
		this.internalName = name;
		if (superName != null) {
			this.supertypes.add(this.references.binary(superName));
			this.uses.exactly(superName);
		}
		if (interfaces != null) {
			for (String type : interfaces) {
				this.supertypes.add(this.references.binary(type));
				this.uses.exactly(type);
			}
		}
		if (signature != null) {
			this.uses.signature(signature);
		}
	}

	@Override
	public void visitPermittedSubclass(String permittedSubclass) {
		this.uses.exactly(permittedSubclass);
	}

	@Override
	public RecordComponentVisitor visitRecordComponent(String name, String descriptor, @Nullable String signature) {
		return component(this.uses);
	}

	@Override
	public FieldVisitor visitField(int access, String name, String descriptor, @Nullable String signature,
			@Nullable Object value) {
		String type = (signature != null) ? signature : descriptor;
		boolean open = type.contains("*") || type.contains("Ljava/lang/Object;") || type.startsWith("T");
		MemberTypes fieldUses = new MemberTypes(this.pool);
		fieldUses.signature(type);
		boolean hidden = (access & Opcodes.ACC_PRIVATE) != 0;
		return field(fieldUses, () -> add(fieldUses.toMember(name, hidden, Set.of(), false, open)));
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		MemberTypes methodUses = new MemberTypes(this.pool);
		methodUses.signature(descriptor);
		if (signature != null) {
			methodUses.signature(signature);
		}
		if (exceptions != null) {
			Arrays.stream(exceptions).forEach(methodUses::exactly);
		}
		return new MemberReader(this.internalName, name + descriptor, access, methodUses, this::add);
	}

	private void add(Member member) {
		this.members.put(member.key(), member);
	}

}
