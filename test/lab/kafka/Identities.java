import java.io.IOException;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler;

/**
 * OAUTHBEARER by identity: Kafka's own check of the token, and then the role of the identity that it was made for as the principal,
 * since that is what the ACLs name. A stranger's token is refused as a bad one is.
 */
public final class Identities extends OAuthBearerValidatorCallbackHandler {
    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        super.handle(callbacks);
        for (Callback callback : callbacks) {
            if (callback instanceof OAuthBearerValidatorCallback asked && asked.token() != null) admit(asked);
        }
    }

    private static void admit(OAuthBearerValidatorCallback asked) throws IOException {
        String role = Admission.roleOf("identities", asked.token().principalName());
        if (role == null) asked.error("invalid_token", null, null);
        else asked.token(new ByRole(asked.token(), role));
    }

    private record ByRole(OAuthBearerToken token, String principalName) implements OAuthBearerToken {
        @Override
        public String value() {
            return token.value();
        }

        @Override
        public Set<String> scope() {
            return token.scope();
        }

        @Override
        public long lifetimeMs() {
            return token.lifetimeMs();
        }

        @Override
        public Long startTimeMs() {
            return token.startTimeMs();
        }
    }
}
