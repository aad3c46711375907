namespace WasiHal.Recording;

/// <summary>What was asked of a board; <see cref="BusVerbShape"/> says how each is written.</summary>
internal enum BusVerb
{
    PluginStart,
    PluginGap,
    I2cTransfer,
    SpiTransfer,
    UartOpen,
    UartRead,
    UartWrite,
    GpioConfigure,
    GpioRead,
    GpioWrite,
    GpioWait,
    PwmStart,
    PwmStop,
    LedsSet,
    LedsShow,
    BuzzerBeep,
    RelaySet,
    RelayGet,
    ClimateDht22,
}
