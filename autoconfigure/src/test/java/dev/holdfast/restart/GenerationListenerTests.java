package dev.holdfast.restart;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import reactor.core.Disposable;

import dev.holdfast.test.AppClasses;
import dev.holdfast.test.RestarterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RestarterExtension.class)
class GenerationListenerTests {

	private static final String[] ARGS = {};

	private final GenerationListener listener = new GenerationListener();

	private final RestartingGenerations generations = Restarts.restartingGenerations();

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final RestartClassLoader classLoader = new AppClasses().classLoader();

	private final SpringApplication application = application(this.classLoader);

	private final List<String> seen = new CopyOnWriteArrayList<>();

	private int before;

	private Disposable subscription;

	@BeforeEach
	void listen() {
		this.before = this.generations.current().number();
		this.subscription = this.generations.changes()
			.skip(1)
			.subscribe((state) -> this.seen.add((state.number() - this.before) + " " + state.phase()));
	}

	@AfterEach
	void stopListening() {
		this.subscription.dispose();
	}

	@Test
	void makesPhasesOfEvents() {
		starting(this.application);
		starting(this.application);
		this.listener
			.onApplicationEvent(new ApplicationStartedEvent(this.application, ARGS, this.context, Duration.ZERO));
		this.listener.onApplicationEvent(
				new ApplicationFailedEvent(this.application, ARGS, this.context, new IllegalStateException("runner")));
		assertThat(this.seen).containsExactly("1 STARTING", "1 LIVE", "1 FAILED");
		assertThat(this.generations.current().generation().classLoader()).isSameAs(this.classLoader);
	}

	@Test
	void ignoresApplicationsThatAreNotRestarted() {
		SpringApplication foreign = application(getClass().getClassLoader());
		starting(foreign);
		assertThat(this.seen).isEmpty();
		starting(this.application);
		this.listener.onApplicationEvent(new ApplicationStartedEvent(foreign, ARGS, this.context, Duration.ZERO));
		assertThat(this.seen).containsExactly("1 STARTING");
	}

	@Test
	void ignoresAContextThatSomebodyElseCloses() {
		starting(this.application);
		this.listener.onApplicationEvent(new ContextClosedEvent(this.context));
		assertThat(this.seen).containsExactly("1 STARTING");
	}

	@Test
	void ignoresEverythingWithoutARestarter() {
		Restarter.clearInstance();
		starting(this.application);
		assertThat(this.seen).isEmpty();
	}

	@Test
	void takesAClassPathChangeForActivity() {
		List<GenerationState> stable = new ArrayList<>();
		starting(this.application);
		this.listener
			.onApplicationEvent(new ApplicationStartedEvent(this.application, ARGS, this.context, Duration.ZERO));
		assertThat(this.generations.isStable(Duration.ZERO)).isTrue();
		Duration quietPeriod = Duration.ofMillis(100);
		Awaitility.await().until(() -> this.generations.isStable(quietPeriod));
		this.listener.onApplicationEvent(new ClassPathChangedEvent(this, Set.of(), false));
		assertThat(this.generations.isStable(quietPeriod)).as("no restart, no activity").isTrue();
		this.listener.onApplicationEvent(new ClassPathChangedEvent(this, Set.of(), true));
		this.generations.whenStable(quietPeriod).subscribe(stable::add);
		assertThat(stable).isEmpty();
		assertThat(this.seen).containsExactly("1 STARTING", "1 LIVE");
	}

	@Test
	void givesThreadsOfARetiredGenerationToTheNextOne() throws Exception {
		RestartClassLoader retired = new AppClasses().classLoader();
		starting(application(retired));
		Thread pooled = new Thread(() -> Awaitility.await().until(() -> Thread.currentThread().isInterrupted()));
		pooled.setDaemon(true);
		pooled.setContextClassLoader(retired);
		pooled.start();
		try {
			starting(this.application);
			assertThat(pooled.getContextClassLoader()).isSameAs(this.classLoader);
		}
		finally {
			pooled.interrupt();
		}
	}

	@Test
	void tellsListenersBetweenTwoGenerations() {
		List<String> calls = listenToRetirements();
		starting(application(new AppClasses().classLoader()));
		calls.clear();
		starting(this.application);
		starting(this.application);
		starting(application(new AppClasses().classLoader()));
		assertThat(calls).containsExactly("1 -> 2 in STARTING", "2 -> 3 in STARTING");
	}

	@Test
	void tellsListenersOfAFailedStart() {
		List<String> calls = listenToRetirements();
		starting(this.application);
		this.listener.onApplicationEvent(
				new ApplicationFailedEvent(this.application, ARGS, this.context, new IllegalStateException("start")));
		calls.clear();
		RestartClassLoader next = new AppClasses().classLoader();
		starting(application(next));
		assertThat(calls).containsExactly("1 -> 2 in STARTING");
	}

	private List<String> listenToRetirements() {
		List<String> calls = new CopyOnWriteArrayList<>();
		Disposable subscription = this.subscription;
		Restarts.onRetirement((retirement) -> {
			// Nobody can unregister
			if (!subscription.isDisposed()) {
				calls.add((retirement.retired().number() - this.before) + " -> "
						+ (retirement.next().number() - this.before) + " in " + this.generations.current().phase());
			}
		});
		return calls;
	}

	@Test
	void followsRealRestarts() {
		Restarter.getInstance().restart();
		awaitState("1 LIVE");
		ClassLoader first = this.generations.current().generation().classLoader();
		Restarter.getInstance().restart();
		awaitState("2 LIVE");
		assertThat(this.seen).containsExactly("1 STARTING", "1 LIVE", "1 RETIRING", "2 STARTING", "2 LIVE");
		assertThat(this.generations.current().generation().classLoader()).isInstanceOf(RestartClassLoader.class)
			.isNotSameAs(first);
	}

	@Test
	void keepsTheAnalysisOfARealFailure() {
		RestarterExtension.onStart((context) -> {
			throw new PortInUseException(1234);
		});
		Restarter.getInstance().restart();
		awaitState("1 FAILED");
		assertThat(this.generations.current().failure().description()).contains("1234");
		assertThat(this.generations.current().failure().action()).isNotBlank();
		RestarterExtension.onStart((context) -> {
		});
		Restarter.getInstance().restart();
		awaitState("2 LIVE");
		assertThat(this.seen).containsExactly("1 STARTING", "1 FAILED", "2 STARTING", "2 LIVE");
	}

	private void awaitState(String state) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.seen.contains(state));
	}

	private void starting(SpringApplication application) {
		this.listener
			.onApplicationEvent(new ApplicationStartingEvent(new DefaultBootstrapContext(), application, ARGS));
	}

	private static SpringApplication application(ClassLoader classLoader) {
		return new SpringApplication(new DefaultResourceLoader(classLoader), GenerationListenerTests.class);
	}

}
