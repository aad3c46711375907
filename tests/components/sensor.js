// A sensor in JavaScript, against the same contract as the Python plugins.
import { get } from 'wasihal:plugin/settings@0.1.0';
import { memoryTotal } from 'wasihal:plugin/system-info@0.1.0';
import { transfer } from 'wasihal:plugin/i2c@0.1.0';
import { write } from 'wasihal:plugin/log@0.1.0';

const measurement = (quantity, tag, val, unit = '') => ({ sensor: 'javascript', quantity, value: { tag, val }, unit });

export const sensor = {
  poll() {
    write('info', 'polled');
    const found = [];
    const total = memoryTotal();
    if (total !== undefined) {
      found.push(measurement('memory_total', 'number', Number(total), 'By'));
    }

    const mode = get('mode');
    if (mode === 'fail') {
      throw 'asked to fail\nsecond line';
    }

    if (mode === 'loop') {
      for (;;);
    }

    if (mode === 'memory') {
      for (const hoard = []; ; ) hoard.push(new Uint8Array(1 << 20).fill(1));
    }

    found.push(measurement('alarm_test', 'flag', true));
    try {
      const [id] = transfer(1, 0x76, new Uint8Array([0xd0]), 1);
      found.push(measurement('chip', 'number', id, '1'));
    } catch (fault) {
      found.push(measurement('chip', 'text', `${fault.payload.tag}: ${fault.payload.val ?? ''}`));
    }

    return found;
  },
};
