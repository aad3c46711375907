// Tells what the host knows of the machine, and switches the fan on above 60 °C.
import gpio from 'demo:plugin/gpio-provider@0.2.0';
import fan from 'demo:plugin/fan-controller@0.2.0';
import system from 'demo:plugin/system-info@0.2.0';

export const piMonitorLogic = {
  poll() {
    const cpuTemp = gpio.getCpuTemp();
    fan.setFan(cpuTemp > 60);
    const [memoryUsedMb, memoryTotalMb] = system.getMemoryUsage();
    return {
      cpuTemp,
      cpuUsage: system.getCpuUsage(),
      memoryUsedMb,
      memoryTotalMb,
      uptimeSeconds: system.getUptime(),
      timestampMs: gpio.getTimestampMs(),
      fanOn: fan.getFanState(),
    };
  },
};
