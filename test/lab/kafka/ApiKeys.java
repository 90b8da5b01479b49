import java.io.IOException;
import java.security.Provider;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.plain.internals.PlainSaslServer;

/**
 * PLAIN by API key. Every key of the service has the user name "token", and Kafka takes the user name for the principal. Kafka's own
 * PLAIN server therefore gets the role of the key as its principal; what is checked, and each error's words, stay Kafka's.
 */
public final class ApiKeys extends Provider {
    public ApiKeys() {
        super("api-keys", "1", "SASL PLAIN by API key");
        put("SaslServerFactory.PLAIN", Factory.class.getName());
    }

    public static final class Factory implements SaslServerFactory {
        @Override
        public SaslServer createSaslServer(String mechanism, String protocol, String server, Map<String, ?> properties, CallbackHandler handler) {
            return new ByRole(new Lookup());
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"PLAIN"};
        }
    }

    private static final class ByRole extends PlainSaslServer {
        private final Lookup lookup;

        ByRole(Lookup lookup) {
            super(lookup);
            this.lookup = lookup;
        }

        @Override
        public String getAuthorizationID() {
            super.getAuthorizationID();
            return lookup.role;
        }
    }

    private static final class Lookup implements CallbackHandler {
        private String role;

        @Override
        public void handle(Callback[] callbacks) throws IOException {
            String user = "";
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) user = name.getDefaultName();
                if (callback instanceof PlainAuthenticateCallback asked) {
                    role = Admission.roleOf("keys", new String(asked.password()));
                    asked.authenticated("token".equals(user) && role != null);
                }
            }
        }
    }
}
