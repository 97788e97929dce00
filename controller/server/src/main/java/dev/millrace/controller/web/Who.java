package dev.millrace.controller.web;

import dev.millrace.controller.identity.Identities.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Carries the caller from the authentication to the resources. */
record Who(Caller caller, boolean secure) implements SecurityContext, Principal {
    static void put(ContainerRequestContext request, Caller caller) {
        request.setSecurityContext(new Who(caller, request.getSecurityContext().isSecure()));
    }

    static Caller of(SecurityContext security) {
        if (security instanceof Who who) {
            return who.caller;
        }
        if (security.getUserPrincipal() instanceof Who who) {
            return who.caller;
        }
        throw Refused.unauthenticated("This address needs a token");
    }

    @Override
    public String getName() {
        return caller.name();
    }

    @Override
    public Principal getUserPrincipal() {
        return this;
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
