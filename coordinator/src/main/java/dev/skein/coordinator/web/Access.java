package dev.skein.coordinator.web;

import dev.skein.coordinator.CoordinatorProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/** Every endpoint needs the bearer token; health alone is open. No session, so nothing to forge. */
@Configuration(proxyBeanMethods = false)
class Access {
  @Bean
  SecurityFilterChain endpoints(HttpSecurity http) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .oauth2ResourceServer(server -> server.opaqueToken(_ -> {}))
        .build();
  }

  /** Watching every filter of every request cost more than the requests themselves. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** One token today; the seam where issued tokens with roles come in. */
  @Bean
  OpaqueTokenIntrospector token(CoordinatorProperties properties) {
    byte[] expected = properties.token().getBytes(StandardCharsets.UTF_8);
    List<GrantedAuthority> operator = List.of(new SimpleGrantedAuthority("operator"));
    return token -> {
      if (!MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))) {
        throw new BadOpaqueTokenException("this token is not known");
      }
      return new DefaultOAuth2AuthenticatedPrincipal(
          "operator", Map.of("sub", "operator"), operator);
    };
  }
}
