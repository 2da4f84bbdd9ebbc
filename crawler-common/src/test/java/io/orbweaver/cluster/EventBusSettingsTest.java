package io.orbweaver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.config.ConfigException;
import io.orbweaver.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EventBusSettingsTest {

    /**
     * A worker's container that was killed and started again had a new address. The scheduler went on sending its answers
     * to the old one, for as long as the name server's record allows, which may be a day.
     */
    @Test
    void aNodeThatComesBackUnderItsNameIsFoundAtItsNewAddress() throws ConfigException {
        JoinSettings settings = new JoinSettings(
                ConfigLoader.load(null, Map.of(), List.of()).config().cluster(),
                Role.SCHEDULER,
                "scheduler",
                "store",
                "",
                "1",
                "",
                List.of());

        assertThat(EventBusSettings.clustered(settings)
                        .getAddressResolverOptions()
                        .getCacheMaxTimeToLive())
                .isLessThanOrEqualTo(EventBusSettings.NAME_SECONDS)
                .isPositive();
    }
}
