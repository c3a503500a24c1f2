package dev.skein.engine;

/** Who the tenant is, and the highest epoch that has worked on it ({@code Epoch.toLong}). */
record FenceRow(String tenant, long epoch, String attempt) {}
