package dev.holdfast.docs;

record Price(int cents) {
}
