package dev.holdfast.state.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;

/**
 * Classes of an application whose objects make up random graphs.
 */
final class GraphClasses {

	/**
	 * The one with a {@code create} method that takes a seed.
	 */
	static final String GRAPHS = "app.graphs.Graphs";

	static final long SEED = 20260101;

	private GraphClasses() {
	}

	static Path compile() throws IOException {
		String source = new ClassPathResource("migration/Graphs.java").getContentAsString(StandardCharsets.UTF_8);
		return AppCompiler.compile(Map.of(GRAPHS, source));
	}

}
