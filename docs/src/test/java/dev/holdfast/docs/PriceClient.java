package dev.holdfast.docs;

import reactor.core.publisher.Mono;

interface PriceClient {

	Mono<Price> fetch(Sku sku);

}
