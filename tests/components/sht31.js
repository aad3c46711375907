// An SHT31 on I²C: temperature and relative humidity, and the temperature as the colour of one LED.
// Source: Sensirion SHT3x-DIS datasheet, sections 2.2 (times), 4.3 (single shot), 4.12 (check byte), 4.13 (conversion).
import { transfer } from 'wasihal:plugin/i2c@0.1.0';
import { set, show } from 'wasihal:plugin/leds@0.1.0';
import { write } from 'wasihal:plugin/log@0.1.0';
import { get } from 'wasihal:plugin/settings@0.1.0';

const BUS = 1;

// Single shot, high repeatability, no clock stretching, which the controllers of some boards cannot do.
const MEASURE = new Uint8Array([0x24, 0x00]);
const NOTHING = new Uint8Array();
const LONGEST_MEASUREMENT_MS = 16;

// The highest temperature in °C of each colour. Dim: the LED lights a shelf, not a room.
const COLORS = [
  [15, [0, 0, 32]],
  [25, [0, 24, 0]],
  [30, [32, 12, 0]],
  [Infinity, [32, 0, 0]],
];

let ledFault;

export const sensor = {
  async poll() {
    const address = numberOf('address', 0x08, 0x77);
    const led = numberOf('led', 0, 0xffff);
    const { celsius, relativeHumidity } = await measure(address);
    light(led, COLORS.find(([highest]) => celsius <= highest)[1]);
    return [
      { sensor: 'sht31', quantity: 'temperature', value: { tag: 'number', val: celsius }, unit: 'Cel' },
      { sensor: 'sht31', quantity: 'relative_humidity', value: { tag: 'number', val: relativeHumidity }, unit: '%' },
    ];
  },
};

async function measure(address) {
  const name = `the SHT31 at 0x${address.toString(16)}`;
  let answer;
  try {
    transfer(BUS, address, MEASURE, 0);
    await new Promise((done) => setTimeout(done, LONGEST_MEASUREMENT_MS));
    answer = transfer(BUS, address, NOTHING, 6);
  } catch (fault) {
    throw explain(name, fault);
  }

  const [temperature, humidity] = [0, 3].map((first) => word(name, answer.subarray(first, first + 3)));
  return { celsius: -45 + (175 * temperature) / 65535, relativeHumidity: (100 * humidity) / 65535 };
}

// Two bytes, the higher one first, and the byte that checks them.
function word(name, [high, low, check]) {
  if (crc8([high, low]) !== check) {
    throw `${name} sent damaged data: the check byte is wrong; look at its cable and its pull-ups`;
  }

  return (high << 8) | low;
}

function crc8(bytes) {
  let crc = 0xff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc & 0x80 ? (crc << 1) ^ 0x31 : crc << 1) & 0xff;
    }
  }

  return crc;
}

// What the contract's error says, in the words of the poll's own error: a text.
function explain(name, fault) {
  const error = errorOf(fault);
  switch (error.tag) {
    case 'denied':
    case 'invalid':
      return error.val;
    case 'no-acknowledge':
      return `${name} does not answer: check its power, its cable and plugins.sht31.settings.address`;
    default:
      return `${name} failed: ${error.tag}${error.val === undefined ? '' : ` (${error.val})`}`;
  }
}

// A refused or missing LED is told once and keeps no reading back.
function light(led, color) {
  let fault;
  try {
    set(led, ...color);
    show();
  } catch (thrown) {
    const error = errorOf(thrown);
    fault = error.val ?? error.tag;
  }

  if (fault !== ledFault) {
    write(fault ? 'warning' : 'info', fault ? `LED ${led} stays as it is: ${fault}` : `LED ${led} works again`);
    ledFault = fault;
  }
}

// A call of the host that fails throws an object whose payload is the error; anything else is a mistake in this file.
function errorOf(thrown) {
  if (thrown?.payload?.tag === undefined) {
    throw thrown;
  }

  return thrown.payload;
}

function numberOf(key, lowest, highest) {
  const text = get(key);
  const value = text?.trim() ? Number(text) : NaN;
  if (!Number.isInteger(value) || value < lowest || value > highest) {
    throw `a setting is wrong: ${key} is ${text}, must be a whole number from ${lowest} to ${highest}`;
  }

  return value;
}
