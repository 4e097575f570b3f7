package dev.holdfast.sample;

import dev.holdfast.sample.harness.SourceProject;

/**
 * Sources that leave something of the application behind in objects which outlive it.
 */
final class LeakingSources {

	private static final String CONTROLLER = """
			package dev.holdfast.sample;

			import java.util.List;

			import org.springframework.web.bind.annotation.GetMapping;
			import org.springframework.web.bind.annotation.RestController;
			import reactor.core.publisher.Mono;

			@RestController
			class Leak {

				public record Part(int number, List<Part> parts) {
				}

				Leak() throws Exception {
					%s
				}

				@GetMapping("/leak")
				Mono<Part> leak() {
					%s
					return Mono.just(new Part(1, List.of(new Part(2, List.of()))));
				}

				%s

			}
			""";

	private static final String THREAD = """
			static void forever() {
				try {
					new java.util.concurrent.CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			""";

	private static final String CACHES = """
			static final io.netty.util.concurrent.FastThreadLocal<Object> VALUE =
					new io.netty.util.concurrent.FastThreadLocal<>();

			static final io.netty.util.concurrent.FastThreadLocal<String> VARIABLE =
					new io.netty.util.concurrent.FastThreadLocal<>() {

						@Override
						protected String initialValue() {
							return "value";
						}

					};

			static class Handler extends io.netty.channel.SimpleChannelInboundHandler<Part> {

				@Override
				protected void channelRead0(io.netty.channel.ChannelHandlerContext context, Part part) {
				}

			}

			public interface ManagedMBean {
			}

			public static class Managed implements ManagedMBean {
			}

			static class Driver implements java.sql.Driver {

				@Override
				public java.sql.Connection connect(String url, java.util.Properties info) {
					return null;
				}

				@Override
				public boolean acceptsURL(String url) {
					return false;
				}

				@Override
				public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
					return new java.sql.DriverPropertyInfo[0];
				}

				@Override
				public int getMajorVersion() {
					return 1;
				}

				@Override
				public int getMinorVersion() {
					return 0;
				}

				@Override
				public boolean jdbcCompliant() {
					return false;
				}

				@Override
				public java.util.logging.Logger getParentLogger() {
					return null;
				}

			}
			""";

	private LeakingSources() {
	}

	/**
	 * Add {@code GET /leak}, which answers with JSON.
	 * @param project the project
	 */
	static void addNothing(SourceProject project) {
		write(project, "", "", "");
	}

	/**
	 * Start a thread that never ends.
	 * @param project the project
	 */
	static void addThread(SourceProject project) {
		write(project, """
				Thread thread = new Thread(Leak::forever, "left-behind");
				thread.setDaemon(true);
				thread.start();
				""", "", THREAD);
	}

	/**
	 * Leave a thread local with a thread of Reactor.
	 * @param project the project
	 */
	static void addThreadLocal(SourceProject project) {
		write(project, "reactor.core.scheduler.Schedulers.single().schedule(() -> LOCAL.set(this));", "",
				"static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();");
	}

	/**
	 * Register a JDBC driver and an MBean, use Jackson's shared mapper, and let
	 * {@code GET /leak} use thread locals and handlers of Netty.
	 * @param project the project
	 */
	static void addCaches(SourceProject project) {
		write(project, """
				java.sql.DriverManager.registerDriver(new Driver());
				java.lang.management.ManagementFactory.getPlatformMBeanServer()
					.registerMBean(new Managed(), new javax.management.ObjectName("sample:time=" + System.nanoTime()));
				tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(new Part(1, List.of()));
				""", """
				VALUE.set(this);
				VARIABLE.get();
				new Handler();
				""", CACHES);
	}

	private static void write(SourceProject project, String constructor, String request, String members) {
		project.write("dev/holdfast/sample/Leak.java", CONTROLLER.formatted(constructor, request, members));
		project.compile();
	}

}
