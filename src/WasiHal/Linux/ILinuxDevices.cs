namespace WasiHal.Linux;

/// <summary>Opens the devices of a machine. Each call opens anew; a device that cannot be opened is a <see cref="HardwareException"/> that says what to do.</summary>
internal interface ILinuxDevices
{
    /// <summary>What there is at this moment, without opening anything but the GPIO chip. Labels, relays, LEDs and the like are not the devices' business.</summary>
    BoardParts List();

    IGpioBank OpenGpio();

    II2cBus OpenI2cBus(byte bus);

    ISpiDevice OpenSpiDevice(byte bus, byte chipSelect);

    IUartPort OpenUartPort(string name, string device);

    IPwmChannel OpenPwmChannel(byte channel);

    IClimateSensors OpenClimate();
}
