// Looks for a BME680's id and tells made-up values, with the score in LEDs 0 and 1.
import gpio from 'demo:plugin/gpio-provider@0.2.0';
import i2c from 'demo:plugin/i2c@0.2.0';
import leds from 'demo:plugin/led-controller@0.2.0';

export const bme680Logic = {
  poll() {
    if (i2c.transfer(0x77, 'D0', 1) !== '61') {
      return [];
    }

    leds.setTwo(1, 2, 3, 4, 5, 6);
    leds.syncLeds();
    return [{
      sensorId: 'pi4-node-1:bme680-i2c',
      temperature: 21.3,
      humidity: 40.5,
      pressure: 1013.25,
      gasResistance: NaN,
      iaqScore: 42,
      iaqAccuracy: 3,
      timestampMs: gpio.getTimestampMs(),
    }];
  },
};
