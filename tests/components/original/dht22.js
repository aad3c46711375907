// Reads a DHT22, shows it on LED 1 and beeps when it is hot. Below -39 °C it never comes to an end, for the test of limits.
import gpio from 'demo:plugin/gpio-provider@0.2.0';
import leds from 'demo:plugin/led-controller@0.2.0';
import buzzer from 'demo:plugin/buzzer-controller@0.2.0';

export const dht22Logic = {
  poll() {
    let temperature, humidity;
    try {
      [temperature, humidity] = gpio.readDht22(4);
    } catch {
      return [];
    }

    if (temperature < -39) {
      for (;;);
    }

    const isHot = temperature >= 30;
    leds.setLed(1, isHot ? 255 : 0, isHot ? 0 : 255, 0);
    leds.syncLeds();
    if (isHot) {
      buzzer.beep(3, 100, 100);
    }

    return [{ sensorId: 'pi4-node-1:dht22-gpio4', temperature, humidity, timestampMs: gpio.getTimestampMs() }];
  },
};
