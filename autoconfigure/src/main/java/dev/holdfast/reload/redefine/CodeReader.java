package dev.holdfast.reload.redefine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.AnnotationVisitor;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Reads what a class runs.
 */
final class CodeReader extends ClassVisitor {

	private static final Pattern OBJECT_TYPE = Pattern.compile("L([^;<>]+)[;<]");

	private static final Pattern NAME = Pattern.compile("\\W+");

	private final Set<String> supertypes = new HashSet<>();

	private final Set<String> annotations = new HashSet<>();

	private final Set<String> fieldTypes = new HashSet<>();

	private final Set<String> named = new HashSet<>();

	private final Map<String, CodeOfMethod> methods = new HashMap<>();

	private String name = "";

	private CodeReader() {
		super(SpringAsmInfo.ASM_VERSION);
	}

	/**
	 * Read a class file.
	 * @param content its content
	 * @return the class
	 * @throws RuntimeException if it is not a class file
	 */
	static CodeOfClass read(byte[] content) {
		CodeReader reader = new CodeReader();
		new ClassReader(content).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
		return new CodeOfClass(reader.name, reader.supertypes, reader.annotations, reader.fieldTypes, reader.named,
				reader.methods);
	}

	@Override
	public void visit(int version, int access, String name, @Nullable String signature, @Nullable String superName,
			String @Nullable [] interfaces) {
		this.name = name.replace('/', '.');
		addTypes((signature != null) ? signature : "");
		if (superName != null) {
			this.supertypes.add(superName.replace('/', '.'));
		}
		for (String type : (interfaces != null) ? interfaces : new String[0]) {
			this.supertypes.add(type.replace('/', '.'));
		}
	}

	private void addTypes(String signature) {
		OBJECT_TYPE.matcher(signature)
			.results()
			.forEach((match) -> this.fieldTypes.add(match.group(1).replace('/', '.')));
	}

	@Override
	public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
		this.annotations.add(Type.getType(descriptor).getClassName());
		return new Texts();
	}

	@Override
	public FieldVisitor visitField(int access, String name, String descriptor, @Nullable String signature,
			@Nullable Object value) {
		addTypes((signature != null) ? signature : descriptor);
		return new FieldVisitor(SpringAsmInfo.ASM_VERSION) {

			@Override
			public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
				return new Texts();
			}

		};
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		boolean hidden = (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) != 0;
		CodeOfMethod method = new CodeOfMethod(name + descriptor, hidden, new HashSet<>(), new HashSet<>(),
				new HashSet<>(), new HashSet<>());
		this.methods.put(method.key(), method);
		return new MethodCodeReader(method, Texts::new);
	}

	/**
	 * The texts of an annotation that name what is run.
	 */
	final class Texts extends AnnotationVisitor {

		private final boolean run;

		Texts() {
			this(false);
		}

		private Texts(boolean run) {
			super(SpringAsmInfo.ASM_VERSION);
			this.run = run;
		}

		@Override
		public void visit(@Nullable String name, Object value) {
			if (value instanceof String text && (this.run || text.contains("#{") || isMethod(name))) {
				CodeReader.this.named.addAll(List.of(NAME.split(text)));
			}
		}

		private static boolean isMethod(@Nullable String name) {
			return name != null && name.endsWith("Method");
		}

		@Override
		public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
			return new Texts(this.run);
		}

		@Override
		public AnnotationVisitor visitArray(String name) {
			return new Texts(isMethod(name));
		}

	}

}
