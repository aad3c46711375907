// A page that holds the data it was given, and one line for each function of the host that was called.
import gpio from 'demo:plugin/gpio-provider@0.2.0';
import leds from 'demo:plugin/led-controller@0.2.0';
import buzzer from 'demo:plugin/buzzer-controller@0.2.0';
import fan from 'demo:plugin/fan-controller@0.2.0';
import i2c from 'demo:plugin/i2c@0.2.0';
import spi from 'demo:plugin/spi@0.2.0';
import uart from 'demo:plugin/uart@0.2.0';

function line(name, call) {
  let said;
  try {
    const answer = call();
    said = answer instanceof Uint8Array ? Array.from(answer).join(' ') : `${answer}`;
  } catch (fault) {
    said = `error: ${fault?.payload ?? fault}`;
  }

  return `${name}: ${said}`;
}

export const dashboardLogic = {
  render(sensorData) {
    const lines = [
      line('dht22', () => gpio.readDht22(4)),
      line('time', () => gpio.getTimestampMs() > 1600000000000),
      line('bme680', () => gpio.readBme680(0x77)),
      line('i2c', () => i2c.transfer(0x76, '000aFF', 3)),
      line('i2c nothing read', () => `'${i2c.transfer(0x76, '00', 0)}'`),
      line('i2c half a byte', () => i2c.transfer(0x76, '0', 1)),
      line('i2c no digits', () => i2c.transfer(0x76, 'zz', 1)),
      line('i2c address', () => i2c.transfer(0xec, '', 1)),
      line('spi', () => spi.transfer(new Uint8Array([1, 2, 3]))),
      line('uart write', () => uart.write(new Uint8Array([72, 105]))),
      line('uart read', () => uart.read(10)),
      line('leds', () => { leds.setAll(9, 9, 9); leds.syncLeds(); leds.clear(); leds.setLed(200, 1, 1, 1); }),
      line('buzzer', () => { buzzer.buzz(5000); buzzer.beep(200, 1, 60000); buzzer.buzz(0); buzzer.beep(0, 100, 100); }),
      line('fan', () => fan.getFanState()),
      line('i2c too long', () => i2c.transfer(0x76, '00'.repeat(300000), 0)),
      line('i2c more than a transaction', () => i2c.transfer(0x76, '00'.repeat(4097), 0)),
    ];
    return `<!DOCTYPE html>\n<html><body><pre>${lines.join('\n')}</pre><code>${sensorData}</code></body></html>`;
  },
};
