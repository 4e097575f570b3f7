package dev.holdfast.request.proxy;

import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFile;
import org.springframework.boot.devtools.restart.classloader.ClassLoaderFiles;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.cglib.core.ReflectUtils;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.library.AppClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Proxy classes that are made ahead of time.
 */
class ProxyAheadOfTimeTests {

	private static final String NAME = AppClient.class.getName() + "$$HoldfastRequest";

	private final Map<String, byte[]> generated = new LinkedHashMap<>();

	@BeforeEach
	void capture() {
		ReflectUtils.setGeneratedClassHandler(this.generated::put);
	}

	@AfterEach
	void release() {
		ReflectUtils.setGeneratedClassHandler(null);
	}

	@Test
	void isWhatSpringCaptures() throws Exception {
		Class<?> type = new AppClasses().load(AppClient.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Target")), files);
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(BeanFactoryInitializationAotProcessor.class,
					() -> (beanFactory) -> (current, code) -> {
						RequestProxyHints.register(current.getRuntimeHints(), type);
						RequestProxyHints.register(current.getRuntimeHints(), type);
					});
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		assertThat(files.getGeneratedFiles(Kind.CLASS)).containsOnlyKeys(NAME.replace('.', '/') + ".class");
	}

	@Test
	void isTakenFromTheClassFile() throws Exception {
		byte[] classFile = generate();
		Class<?> type = load(Map.of(NAME, classFile));
		Class<?> proxyClass = RequestProxy.classFor(type);
		assertThat(proxyClass.getName()).isEqualTo(NAME);
		assertThat(proxyClass).hasSuperclass(type);
		AppProxies.assertWorks(type);
		assertThat(this.generated).isEmpty();
	}

	@Test
	void isMadeAnewIfTheTypeHasGotMethodsSince() throws Exception {
		Class<?> type = load(Map.of(NAME, withoutMethod(generate(), "inPackage")));
		Class<?> proxyClass = RequestProxy.classFor(type);
		assertThat(proxyClass.getName()).isEqualTo(NAME + "$$Current");
		assertThat(RequestProxy.classFor(type)).isSameAs(proxyClass);
		AppProxies.assertWorks(type);
	}

	private byte[] generate() {
		RequestProxy.classFor(new AppClasses().load(AppClient.class));
		assertThat(this.generated).containsOnlyKeys(NAME);
		return this.generated.remove(NAME);
	}

	private static Class<?> load(Map<String, byte[]> classes) throws Exception {
		ClassLoaderFiles files = new ClassLoaderFiles();
		classes.forEach((name, content) -> files.addFile(name.replace('.', '/') + ".class",
				new ClassLoaderFile(ClassLoaderFile.Kind.ADDED, content)));
		URL location = AppClient.class.getProtectionDomain().getCodeSource().getLocation();
		return new RestartClassLoader(AppClient.class.getClassLoader(), new URL[] { location }, files)
			.loadClass(AppClient.class.getName());
	}

	private static byte[] withoutMethod(byte[] classFile, String omitted) {
		ClassWriter writer = new ClassWriter(0);
		new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9, writer) {
			@Override
			public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
					String[] exceptions) {
				return name.equals(omitted) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
			}
		}, 0);
		return writer.toByteArray();
	}

}
