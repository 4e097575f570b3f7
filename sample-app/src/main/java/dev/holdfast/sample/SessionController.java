package dev.holdfast.sample;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * A login that lasts across restarts, in a session that has an object of the
 * application's own.
 */
@RestController
class SessionController {

	private static final String USER = "user";

	@PostMapping("/login")
	Mono<User> login(@RequestParam String name, WebSession session) {
		User user = new User(name);
		session.getAttributes().put(USER, user);
		// Else whoever planted the id would share the login
		return session.changeSessionId().thenReturn(user);
	}

	@GetMapping("/me")
	ResponseEntity<User> me(WebSession session) {
		User user = session.getAttribute(USER);
		return (user != null) ? ResponseEntity.ok(user) : ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
	}

	@PostMapping("/logout")
	Mono<Void> logout(WebSession session) {
		return session.invalidate();
	}

	record User(String name) {
	}

}
