package dev.holdfast.docs;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.holdfast.ratelimit.RateLimited;

// tag::annotation[]
@RestController
class LoginController {

	@PostMapping("/login")
	@RateLimited(value = "logins", limit = 5, window = "1m")
	String logIn() {
		return "Welcome";
	}

}
// end::annotation[]
