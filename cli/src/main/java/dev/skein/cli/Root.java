package dev.skein.cli;

import picocli.CommandLine.Command;

@Command(
    name = "skein",
    description = "Rolls a database release out to every tenant's PostgreSQL.",
    footer = {
      "",
      "Exit codes: 0 done, 1 usage or bad input, 2 the rollout ended with failures or halted,",
      "3 cannot reach the coordinator, 4 refused.",
      "",
      "Examples:",
      "  skein demo",
      "  skein publish db/ --name 2026.11.3 --rollout canary.yaml --wait",
      "  skein watch",
      "  skein status"
    })
final class Root {}
