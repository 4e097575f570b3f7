package dev.holdfast.docs;

record Sku(String code) {
}
