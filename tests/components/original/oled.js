// Switches an SSD1306 on and draws one column for each degree of the room, in hexadecimal text as the interface has it.
import i2c from 'demo:plugin/i2c@0.2.0';

const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
const send = (control, bytes) => i2c.transfer(0x3c, hex([control, ...bytes]), 0);

export const oledLogic = {
  update(sensorData) {
    const { dht22 } = JSON.parse(sensorData);
    send(0x00, [0x8d, 0x14, 0xaf, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7]);
    send(0x40, new Array(Math.round(dht22.temperature)).fill(0xff));
  },
};
