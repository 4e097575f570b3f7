package dev.holdfast.docs;

import org.springframework.context.annotation.Bean;

import dev.holdfast.request.ProxyBean;
import dev.holdfast.request.RequestState;
import dev.holdfast.request.RequestStateFactory;

class DbClientStates {

	// tag::state[]
	@Bean
	@ProxyBean
	RequestState<DbClient> dbClientState(RequestStateFactory states) {
		return states.define(DbClient.class);
	}
	// end::state[]

}
