package com.example.greeter.api;

public record Greeting(String text, long pid) {
}
