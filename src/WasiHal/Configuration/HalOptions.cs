using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Which board: the section <c>[hal]</c>.</summary>
public sealed class HalOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "hal";

    /// <summary>
    /// <c>linux</c>: the machine's own pins and buses. <c>fake</c>: a board in memory. <c>auto</c>: the machine's own on a
    /// board computer (one that describes itself by a device tree) with GPIO, I²C or SPI, else the one in memory; the log
    /// says which and what was found.
    /// </summary>
    /// <value><c>auto</c>.</value>
    [ConfigurationKeyName("provider")]
    [AllowedValues("auto", "linux", "fake", ErrorMessage = "is not auto, linux or fake")]
    public string Provider { get; set; } = "auto";

    /// <summary>The GPIO chip whose lines are the pins, such as <c>gpiochip0</c>.</summary>
    /// <value>None: the one of the header, which a Raspberry Pi labels <c>pinctrl-…</c>, else the first.</value>
    [ConfigurationKeyName("gpio_chip")]
    [RegularExpression("^gpiochip[0-9]{1,3}$", ErrorMessage = "is not the name of a chip, such as gpiochip0")]
    public string? GpioChip { get; set; }

    /// <summary>The number of the PWM chip whose channels are used, 0 to 255: 0 for <c>/sys/class/pwm/pwmchip0</c>.</summary>
    /// <value>0.</value>
    [ConfigurationKeyName("pwm_chip")]
    [Range(0, 255, ErrorMessage = "is not between 0 and 255")]
    public int PwmChip { get; set; }

    /// <summary>Refuses the devices of a Linux machine elsewhere.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Provider == "linux" && !OperatingSystem.IsLinux()
        ? [new("is for Linux, and this machine runs something else: use \"auto\" or \"fake\"", [nameof(Provider)])]
        : [];
}
