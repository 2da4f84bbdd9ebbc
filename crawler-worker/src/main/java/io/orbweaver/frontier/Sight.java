package io.orbweaver.frontier;

import io.orbweaver.politeness.PolitenessRules;
import java.util.Map;

/** What a frontier has in memory that concerns one host, for those who only look. Immutable. */
public record Sight(Map<Integer, CrawlPlan> plans, PolitenessRules rules, HostSight host) {}
