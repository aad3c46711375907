/*
 * Generated from wit/ by src/WasiHal.Hosting/Python/generate.py; do not edit.
 * Sources: sha256:ef52d9258b3f885bb03bd7e456ee704e879aa8e052e8ecb2ece289d78bea5f5d
 */
#include "contract.g.h"

static abi_type type_bytes = {
    .kind = ABI_BYTES,
    .size = 8,
};

static abi_type type_string = {
    .kind = ABI_STRING,
    .size = 8,
};

static abi_member type_types_error_members[] = {
    {.name = "Error_Bus", .type = NULL, .offset = 0},
    {.name = "Error_ArbitrationLost", .type = NULL, .offset = 0},
    {.name = "Error_NoAcknowledge", .type = NULL, .offset = 0},
    {.name = "Error_Overrun", .type = NULL, .offset = 0},
    {.name = "Error_Timeout", .type = NULL, .offset = 0},
    {.name = "Error_Busy", .type = NULL, .offset = 0},
    {.name = "Error_NotPresent", .type = NULL, .offset = 0},
    {.name = "Error_Denied", .type = &type_string, .offset = 0},
    {.name = "Error_Invalid", .type = &type_string, .offset = 0},
    {.name = "Error_Other", .type = &type_string, .offset = 0},
};

static abi_type type_types_error = {
    .kind = ABI_VARIANT,
    .size = 12,
    .name = "error",
    .module = "wit_world.imports.types",
    .payload = 4,
    .expected = "Error_Bus, Error_ArbitrationLost, Error_NoAcknowledge, Error_Overrun, Error_Timeout, Error_Busy, Error_NotPresent, Error_Denied, Error_Invalid or Error_Other",
    .count = 10,
    .members = type_types_error_members,
};

static abi_type type_result_bytes_types_error = {
    .kind = ABI_RESULT,
    .size = 16,
    .payload = 4,
    .element = &type_bytes,
    .error = &type_types_error,
};

static abi_type type_result_unit_types_error = {
    .kind = ABI_RESULT,
    .size = 16,
    .payload = 4,
    .element = NULL,
    .error = &type_types_error,
};

static abi_type type_gpio_mode = {
    .kind = ABI_ENUM,
    .size = 1,
    .name = "mode",
    .module = "wit_world.imports.gpio",
    .count = 5,
    .expected = "Mode",
};

static abi_type type_bool = {
    .kind = ABI_BOOL,
    .size = 1,
};

static abi_type type_result_bool_types_error = {
    .kind = ABI_RESULT,
    .size = 16,
    .payload = 4,
    .element = &type_bool,
    .error = &type_types_error,
};

static abi_type type_gpio_edge = {
    .kind = ABI_ENUM,
    .size = 1,
    .name = "edge",
    .module = "wit_world.imports.gpio",
    .count = 3,
    .expected = "Edge",
};

static abi_type type_f32 = {
    .kind = ABI_F32,
    .size = 4,
};

static abi_member type_tuple_f32_f32_members[] = {
    {.name = "", .type = &type_f32, .offset = 0},
    {.name = "", .type = &type_f32, .offset = 4},
};

static abi_type type_tuple_f32_f32 = {
    .kind = ABI_TUPLE,
    .size = 8,
    .count = 2,
    .members = type_tuple_f32_f32_members,
};

static abi_type type_result_tuple_f32_f32_types_error = {
    .kind = ABI_RESULT,
    .size = 16,
    .payload = 4,
    .element = &type_tuple_f32_f32,
    .error = &type_types_error,
};

static abi_type type_f64 = {
    .kind = ABI_F64,
    .size = 8,
};

static abi_type type_option_f64 = {
    .kind = ABI_OPTION,
    .size = 16,
    .payload = 8,
    .element = &type_f64,
};

static abi_type type_u64 = {
    .kind = ABI_U64,
    .size = 8,
};

static abi_type type_option_u64 = {
    .kind = ABI_OPTION,
    .size = 16,
    .payload = 8,
    .element = &type_u64,
};

static abi_type type_option_string = {
    .kind = ABI_OPTION,
    .size = 12,
    .payload = 4,
    .element = &type_string,
};

static abi_type type_option_bool = {
    .kind = ABI_OPTION,
    .size = 2,
    .payload = 1,
    .element = &type_bool,
};

static abi_type type_option_bytes = {
    .kind = ABI_OPTION,
    .size = 12,
    .payload = 4,
    .element = &type_bytes,
};

static abi_type type_result_option_bytes_types_error = {
    .kind = ABI_RESULT,
    .size = 16,
    .payload = 4,
    .element = &type_option_bytes,
    .error = &type_types_error,
};

static abi_type type_log_level = {
    .kind = ABI_ENUM,
    .size = 1,
    .name = "level",
    .module = "wit_world.imports.log",
    .count = 6,
    .expected = "Level",
};

static abi_member type_sensor_value_members[] = {
    {.name = "Value_Number", .type = &type_f64, .offset = 0},
    {.name = "Value_Flag", .type = &type_bool, .offset = 0},
    {.name = "Value_Text", .type = &type_string, .offset = 0},
};

static abi_type type_sensor_value = {
    .kind = ABI_VARIANT,
    .size = 16,
    .name = "value",
    .module = "wit_world.exports.sensor",
    .payload = 8,
    .expected = "Value_Number, Value_Flag or Value_Text",
    .count = 3,
    .members = type_sensor_value_members,
};

static abi_member type_sensor_measurement_members[] = {
    {.name = "sensor", .type = &type_string, .offset = 0},
    {.name = "quantity", .type = &type_string, .offset = 8},
    {.name = "value", .type = &type_sensor_value, .offset = 16},
    {.name = "unit", .type = &type_string, .offset = 32},
};

static abi_type type_sensor_measurement = {
    .kind = ABI_RECORD,
    .size = 40,
    .name = "measurement",
    .module = "wit_world.exports.sensor",
    .expected = "Measurement",
    .count = 4,
    .members = type_sensor_measurement_members,
};

static abi_type type_list_sensor_measurement = {
    .kind = ABI_LIST,
    .size = 8,
    .element = &type_sensor_measurement,
    .expected = "a list of Measurement",
};

static abi_type type_result_list_sensor_measurement_string = {
    .kind = ABI_RESULT,
    .size = 12,
    .payload = 4,
    .element = &type_list_sensor_measurement,
    .error = &type_string,
};

static abi_type type_result_string_string = {
    .kind = ABI_RESULT,
    .size = 12,
    .payload = 4,
    .element = &type_string,
    .error = &type_string,
};

static abi_type type_result_unit_string = {
    .kind = ABI_RESULT,
    .size = 12,
    .payload = 4,
    .element = NULL,
    .error = &type_string,
};

static abi_member type_actions_action_members[] = {
    {.name = "name", .type = &type_string, .offset = 0},
    {.name = "title", .type = &type_string, .offset = 8},
    {.name = "arguments_schema", .type = &type_string, .offset = 16},
};

static abi_type type_actions_action = {
    .kind = ABI_RECORD,
    .size = 24,
    .name = "action",
    .module = "wit_world.exports.actions",
    .expected = "Action",
    .count = 3,
    .members = type_actions_action_members,
};

static abi_type type_list_actions_action = {
    .kind = ABI_LIST,
    .size = 8,
    .element = &type_actions_action,
    .expected = "a list of Action",
};

static abi_member type_loader_source_file_members[] = {
    {.name = "path", .type = &type_string, .offset = 0},
    {.name = "content", .type = &type_bytes, .offset = 8},
};

static abi_type type_loader_source_file = {
    .kind = ABI_RECORD,
    .size = 16,
    .name = "source-file",
    .expected = "SourceFile",
    .count = 2,
    .members = type_loader_source_file_members,
};

static abi_type type_list_loader_source_file = {
    .kind = ABI_LIST,
    .size = 8,
    .element = &type_loader_source_file,
    .expected = "a list of SourceFile",
};

static abi_type type_loader_kind = {
    .kind = ABI_ENUM,
    .size = 1,
    .name = "kind",
    .count = 4,
    .expected = "Kind",
};

static abi_type type_list_loader_kind = {
    .kind = ABI_LIST,
    .size = 8,
    .element = &type_loader_kind,
    .expected = "a list of Kind",
};

static abi_type type_result_list_loader_kind_string = {
    .kind = ABI_RESULT,
    .size = 12,
    .payload = 4,
    .element = &type_list_loader_kind,
    .error = &type_string,
};

IMPORT("wasihal:plugin/i2c@0.1.0", "transfer")
void import_i2c_transfer(uint32_t, uint32_t, const uint8_t *, uint32_t, uint32_t, uint8_t *);

static PyObject *call_i2c_transfer(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"bus", "address", "write", "read_len"};
    PyObject *given[4];
    uint32_t arg_bus;
    uint32_t arg_address;
    abi_buffer arg_write = {0};
    uint32_t arg_read_len;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("transfer", names, 4, args, count, keywords, given) == 0
        && abi_unsigned("bus", given[0], UINT8_MAX, &arg_bus) == 0
        && abi_unsigned("address", given[1], UINT8_MAX, &arg_address) == 0
        && abi_bytes("write", given[2], &arg_write) == 0
        && abi_unsigned("read_len", given[3], UINT32_MAX, &arg_read_len) == 0) {
        import_i2c_transfer(arg_bus, arg_address, arg_write.data, arg_write.length, arg_read_len, area);
        result = abi_return(&type_result_bytes_types_error, area);
    }
    abi_release(&arg_write);
    return result;
}

IMPORT("wasihal:plugin/spi@0.1.0", "configure")
void import_spi_configure(uint32_t, uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_spi_configure(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"bus", "chip_select", "clock_hz", "mode"};
    PyObject *given[4];
    uint32_t arg_bus;
    uint32_t arg_chip_select;
    uint32_t arg_clock_hz;
    uint32_t arg_mode;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("configure", names, 4, args, count, keywords, given) == 0
        && abi_unsigned("bus", given[0], UINT8_MAX, &arg_bus) == 0
        && abi_unsigned("chip_select", given[1], UINT8_MAX, &arg_chip_select) == 0
        && abi_unsigned("clock_hz", given[2], UINT32_MAX, &arg_clock_hz) == 0
        && abi_unsigned("mode", given[3], UINT8_MAX, &arg_mode) == 0) {
        import_spi_configure(arg_bus, arg_chip_select, arg_clock_hz, arg_mode, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/spi@0.1.0", "transfer")
void import_spi_transfer(uint32_t, uint32_t, const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_spi_transfer(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"bus", "chip_select", "data"};
    PyObject *given[3];
    uint32_t arg_bus;
    uint32_t arg_chip_select;
    abi_buffer arg_data = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("transfer", names, 3, args, count, keywords, given) == 0
        && abi_unsigned("bus", given[0], UINT8_MAX, &arg_bus) == 0
        && abi_unsigned("chip_select", given[1], UINT8_MAX, &arg_chip_select) == 0
        && abi_bytes("data", given[2], &arg_data) == 0) {
        import_spi_transfer(arg_bus, arg_chip_select, arg_data.data, arg_data.length, area);
        result = abi_return(&type_result_bytes_types_error, area);
    }
    abi_release(&arg_data);
    return result;
}

IMPORT("wasihal:plugin/uart@0.1.0", "open")
void import_uart_open(const uint8_t *, uint32_t, uint32_t, uint8_t *);

static PyObject *call_uart_open(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"port", "baud"};
    PyObject *given[2];
    abi_buffer arg_port = {0};
    uint32_t arg_baud;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("open", names, 2, args, count, keywords, given) == 0
        && abi_string("port", given[0], &arg_port) == 0
        && abi_unsigned("baud", given[1], UINT32_MAX, &arg_baud) == 0) {
        import_uart_open(arg_port.data, arg_port.length, arg_baud, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_port);
    return result;
}

IMPORT("wasihal:plugin/uart@0.1.0", "read")
void import_uart_read(const uint8_t *, uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_uart_read(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"port", "max_len", "timeout_ms"};
    PyObject *given[3];
    abi_buffer arg_port = {0};
    uint32_t arg_max_len;
    uint32_t arg_timeout_ms;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("read", names, 3, args, count, keywords, given) == 0
        && abi_string("port", given[0], &arg_port) == 0
        && abi_unsigned("max_len", given[1], UINT32_MAX, &arg_max_len) == 0
        && abi_unsigned("timeout_ms", given[2], UINT32_MAX, &arg_timeout_ms) == 0) {
        import_uart_read(arg_port.data, arg_port.length, arg_max_len, arg_timeout_ms, area);
        result = abi_return(&type_result_bytes_types_error, area);
    }
    abi_release(&arg_port);
    return result;
}

IMPORT("wasihal:plugin/uart@0.1.0", "write")
void import_uart_write(const uint8_t *, uint32_t, const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_uart_write(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"port", "data"};
    PyObject *given[2];
    abi_buffer arg_port = {0};
    abi_buffer arg_data = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("write", names, 2, args, count, keywords, given) == 0
        && abi_string("port", given[0], &arg_port) == 0
        && abi_bytes("data", given[1], &arg_data) == 0) {
        import_uart_write(arg_port.data, arg_port.length, arg_data.data, arg_data.length, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_port);
    abi_release(&arg_data);
    return result;
}

IMPORT("wasihal:plugin/gpio@0.1.0", "configure")
void import_gpio_configure(const uint8_t *, uint32_t, uint32_t, uint8_t *);

static PyObject *call_gpio_configure(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"pin", "mode"};
    PyObject *given[2];
    abi_buffer arg_pin = {0};
    uint32_t arg_mode;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("configure", names, 2, args, count, keywords, given) == 0
        && abi_string("pin", given[0], &arg_pin) == 0
        && abi_enum("mode", given[1], &type_gpio_mode, &arg_mode) == 0) {
        import_gpio_configure(arg_pin.data, arg_pin.length, arg_mode, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_pin);
    return result;
}

IMPORT("wasihal:plugin/gpio@0.1.0", "read")
void import_gpio_read(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_gpio_read(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"pin"};
    PyObject *given[1];
    abi_buffer arg_pin = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("read", names, 1, args, count, keywords, given) == 0
        && abi_string("pin", given[0], &arg_pin) == 0) {
        import_gpio_read(arg_pin.data, arg_pin.length, area);
        result = abi_return(&type_result_bool_types_error, area);
    }
    abi_release(&arg_pin);
    return result;
}

IMPORT("wasihal:plugin/gpio@0.1.0", "write")
void import_gpio_write(const uint8_t *, uint32_t, uint32_t, uint8_t *);

static PyObject *call_gpio_write(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"pin", "high"};
    PyObject *given[2];
    abi_buffer arg_pin = {0};
    uint32_t arg_high;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("write", names, 2, args, count, keywords, given) == 0
        && abi_string("pin", given[0], &arg_pin) == 0
        && abi_bool("high", given[1], &arg_high) == 0) {
        import_gpio_write(arg_pin.data, arg_pin.length, arg_high, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_pin);
    return result;
}

IMPORT("wasihal:plugin/gpio@0.1.0", "wait-for-edge")
void import_gpio_wait_for_edge(const uint8_t *, uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_gpio_wait_for_edge(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"pin", "edge", "timeout_ms"};
    PyObject *given[3];
    abi_buffer arg_pin = {0};
    uint32_t arg_edge;
    uint32_t arg_timeout_ms;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("wait_for_edge", names, 3, args, count, keywords, given) == 0
        && abi_string("pin", given[0], &arg_pin) == 0
        && abi_enum("edge", given[1], &type_gpio_edge, &arg_edge) == 0
        && abi_unsigned("timeout_ms", given[2], UINT32_MAX, &arg_timeout_ms) == 0) {
        import_gpio_wait_for_edge(arg_pin.data, arg_pin.length, arg_edge, arg_timeout_ms, area);
        result = abi_return(&type_result_bool_types_error, area);
    }
    abi_release(&arg_pin);
    return result;
}

IMPORT("wasihal:plugin/pwm@0.1.0", "set")
void import_pwm_set(uint32_t, double, double, uint8_t *);

static PyObject *call_pwm_set(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"channel", "frequency_hz", "duty"};
    PyObject *given[3];
    uint32_t arg_channel;
    double arg_frequency_hz;
    double arg_duty;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("set", names, 3, args, count, keywords, given) == 0
        && abi_unsigned("channel", given[0], UINT8_MAX, &arg_channel) == 0
        && abi_double("frequency_hz", given[1], &arg_frequency_hz) == 0
        && abi_double("duty", given[2], &arg_duty) == 0) {
        import_pwm_set(arg_channel, arg_frequency_hz, arg_duty, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/pwm@0.1.0", "stop")
void import_pwm_stop(uint32_t, uint8_t *);

static PyObject *call_pwm_stop(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"channel"};
    PyObject *given[1];
    uint32_t arg_channel;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("stop", names, 1, args, count, keywords, given) == 0
        && abi_unsigned("channel", given[0], UINT8_MAX, &arg_channel) == 0) {
        import_pwm_stop(arg_channel, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "count")
uint32_t import_leds_count(void);

static PyObject *call_leds_count(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    PyObject *result = NULL;
    if (abi_bind("count", NULL, 0, args, count, keywords, NULL) == 0) {
        result = PyLong_FromUnsignedLong(import_leds_count());
    }
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "set")
void import_leds_set(uint32_t, uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_leds_set(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"index", "red", "green", "blue"};
    PyObject *given[4];
    uint32_t arg_index;
    uint32_t arg_red;
    uint32_t arg_green;
    uint32_t arg_blue;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("set", names, 4, args, count, keywords, given) == 0
        && abi_unsigned("index", given[0], UINT32_MAX, &arg_index) == 0
        && abi_unsigned("red", given[1], UINT8_MAX, &arg_red) == 0
        && abi_unsigned("green", given[2], UINT8_MAX, &arg_green) == 0
        && abi_unsigned("blue", given[3], UINT8_MAX, &arg_blue) == 0) {
        import_leds_set(arg_index, arg_red, arg_green, arg_blue, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "set-range")
void import_leds_set_range(uint32_t, const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_leds_set_range(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"start", "colors"};
    PyObject *given[2];
    uint32_t arg_start;
    abi_buffer arg_colors = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("set_range", names, 2, args, count, keywords, given) == 0
        && abi_unsigned("start", given[0], UINT32_MAX, &arg_start) == 0
        && abi_u32_list("colors", given[1], &arg_colors) == 0) {
        import_leds_set_range(arg_start, arg_colors.data, arg_colors.length, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_colors);
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "fill")
void import_leds_fill(uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_leds_fill(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"red", "green", "blue"};
    PyObject *given[3];
    uint32_t arg_red;
    uint32_t arg_green;
    uint32_t arg_blue;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("fill", names, 3, args, count, keywords, given) == 0
        && abi_unsigned("red", given[0], UINT8_MAX, &arg_red) == 0
        && abi_unsigned("green", given[1], UINT8_MAX, &arg_green) == 0
        && abi_unsigned("blue", given[2], UINT8_MAX, &arg_blue) == 0) {
        import_leds_fill(arg_red, arg_green, arg_blue, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "clear")
void import_leds_clear(uint8_t *);

static PyObject *call_leds_clear(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("clear", NULL, 0, args, count, keywords, NULL) == 0) {
        import_leds_clear(area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/leds@0.1.0", "show")
void import_leds_show(uint8_t *);

static PyObject *call_leds_show(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("show", NULL, 0, args, count, keywords, NULL) == 0) {
        import_leds_show(area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/buzzer@0.1.0", "beep")
void import_buzzer_beep(uint32_t, uint32_t, uint32_t, uint8_t *);

static PyObject *call_buzzer_beep(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"count", "on_ms", "off_ms"};
    PyObject *given[3];
    uint32_t arg_count;
    uint32_t arg_on_ms;
    uint32_t arg_off_ms;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("beep", names, 3, args, count, keywords, given) == 0
        && abi_unsigned("count", given[0], UINT8_MAX, &arg_count) == 0
        && abi_unsigned("on_ms", given[1], UINT32_MAX, &arg_on_ms) == 0
        && abi_unsigned("off_ms", given[2], UINT32_MAX, &arg_off_ms) == 0) {
        import_buzzer_beep(arg_count, arg_on_ms, arg_off_ms, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    return result;
}

IMPORT("wasihal:plugin/relays@0.1.0", "set")
void import_relays_set(const uint8_t *, uint32_t, uint32_t, uint8_t *);

static PyObject *call_relays_set(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"name", "on"};
    PyObject *given[2];
    abi_buffer arg_name = {0};
    uint32_t arg_on;
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("set", names, 2, args, count, keywords, given) == 0
        && abi_string("name", given[0], &arg_name) == 0
        && abi_bool("on", given[1], &arg_on) == 0) {
        import_relays_set(arg_name.data, arg_name.length, arg_on, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_name);
    return result;
}

IMPORT("wasihal:plugin/relays@0.1.0", "get")
void import_relays_get(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_relays_get(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"name"};
    PyObject *given[1];
    abi_buffer arg_name = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("get", names, 1, args, count, keywords, given) == 0
        && abi_string("name", given[0], &arg_name) == 0) {
        import_relays_get(arg_name.data, arg_name.length, area);
        result = abi_return(&type_result_bool_types_error, area);
    }
    abi_release(&arg_name);
    return result;
}

IMPORT("wasihal:plugin/climate@0.1.0", "read-dht")
void import_climate_read_dht(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_climate_read_dht(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"pin"};
    PyObject *given[1];
    abi_buffer arg_pin = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("read_dht", names, 1, args, count, keywords, given) == 0
        && abi_string("pin", given[0], &arg_pin) == 0) {
        import_climate_read_dht(arg_pin.data, arg_pin.length, area);
        result = abi_return(&type_result_tuple_f32_f32_types_error, area);
    }
    abi_release(&arg_pin);
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "cpu-temperature")
void import_system_info_cpu_temperature(uint8_t *);

static PyObject *call_system_info_cpu_temperature(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("cpu_temperature", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_cpu_temperature(area);
        result = abi_return(&type_option_f64, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "cpu-use")
void import_system_info_cpu_use(uint8_t *);

static PyObject *call_system_info_cpu_use(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("cpu_use", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_cpu_use(area);
        result = abi_return(&type_option_f64, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "memory-used")
void import_system_info_memory_used(uint8_t *);

static PyObject *call_system_info_memory_used(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("memory_used", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_memory_used(area);
        result = abi_return(&type_option_u64, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "memory-total")
void import_system_info_memory_total(uint8_t *);

static PyObject *call_system_info_memory_total(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("memory_total", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_memory_total(area);
        result = abi_return(&type_option_u64, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "uptime")
void import_system_info_uptime(uint8_t *);

static PyObject *call_system_info_uptime(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("uptime", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_uptime(area);
        result = abi_return(&type_option_f64, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "hostname")
void import_system_info_hostname(uint8_t *);

static PyObject *call_system_info_hostname(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[12];
    PyObject *result = NULL;
    if (abi_bind("hostname", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_hostname(area);
        result = abi_return(&type_option_string, area);
    }
    return result;
}

IMPORT("wasihal:plugin/system-info@0.1.0", "throttled")
void import_system_info_throttled(uint8_t *);

static PyObject *call_system_info_throttled(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    _Alignas(8) uint8_t area[2];
    PyObject *result = NULL;
    if (abi_bind("throttled", NULL, 0, args, count, keywords, NULL) == 0) {
        import_system_info_throttled(area);
        result = abi_return(&type_option_bool, area);
    }
    return result;
}

IMPORT("wasihal:plugin/settings@0.1.0", "get")
void import_settings_get(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_settings_get(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"key"};
    PyObject *given[1];
    abi_buffer arg_key = {0};
    _Alignas(8) uint8_t area[12];
    PyObject *result = NULL;
    if (abi_bind("get", names, 1, args, count, keywords, given) == 0
        && abi_string("key", given[0], &arg_key) == 0) {
        import_settings_get(arg_key.data, arg_key.length, area);
        result = abi_return(&type_option_string, area);
    }
    abi_release(&arg_key);
    return result;
}

IMPORT("wasihal:plugin/storage@0.1.0", "get")
void import_storage_get(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_storage_get(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"key"};
    PyObject *given[1];
    abi_buffer arg_key = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("get", names, 1, args, count, keywords, given) == 0
        && abi_string("key", given[0], &arg_key) == 0) {
        import_storage_get(arg_key.data, arg_key.length, area);
        result = abi_return(&type_result_option_bytes_types_error, area);
    }
    abi_release(&arg_key);
    return result;
}

IMPORT("wasihal:plugin/storage@0.1.0", "put")
void import_storage_put(const uint8_t *, uint32_t, const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_storage_put(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"key", "value"};
    PyObject *given[2];
    abi_buffer arg_key = {0};
    abi_buffer arg_value = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("put", names, 2, args, count, keywords, given) == 0
        && abi_string("key", given[0], &arg_key) == 0
        && abi_bytes("value", given[1], &arg_value) == 0) {
        import_storage_put(arg_key.data, arg_key.length, arg_value.data, arg_value.length, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_key);
    abi_release(&arg_value);
    return result;
}

IMPORT("wasihal:plugin/storage@0.1.0", "delete")
void import_storage_delete(const uint8_t *, uint32_t, uint8_t *);

static PyObject *call_storage_delete(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"key"};
    PyObject *given[1];
    abi_buffer arg_key = {0};
    _Alignas(8) uint8_t area[16];
    PyObject *result = NULL;
    if (abi_bind("delete", names, 1, args, count, keywords, given) == 0
        && abi_string("key", given[0], &arg_key) == 0) {
        import_storage_delete(arg_key.data, arg_key.length, area);
        result = abi_return(&type_result_unit_types_error, area);
    }
    abi_release(&arg_key);
    return result;
}

IMPORT("wasihal:plugin/log@0.1.0", "write")
void import_log_write(uint32_t, const uint8_t *, uint32_t);

static PyObject *call_log_write(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t count,
                                PyObject *keywords)
{
    static const char *const names[] = {"level", "message"};
    PyObject *given[2];
    uint32_t arg_level;
    abi_buffer arg_message = {0};
    PyObject *result = NULL;
    if (abi_bind("write", names, 2, args, count, keywords, given) == 0
        && abi_enum("level", given[0], &type_log_level, &arg_level) == 0
        && abi_string("message", given[1], &arg_message) == 0) {
        import_log_write(arg_level, arg_message.data, arg_message.length);
        result = Py_NewRef(Py_None);
    }
    abi_release(&arg_message);
    return result;
}

static PyMethodDef i2c_methods[] = {
    {"transfer", (PyCFunction)(void (*)(void))call_i2c_transfer, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef i2c_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_i2c", .m_methods = i2c_methods,
};

static PyObject *init_i2c(void)
{
    return PyModuleDef_Init(&i2c_module);
}

static PyMethodDef spi_methods[] = {
    {"configure", (PyCFunction)(void (*)(void))call_spi_configure, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"transfer", (PyCFunction)(void (*)(void))call_spi_transfer, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef spi_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_spi", .m_methods = spi_methods,
};

static PyObject *init_spi(void)
{
    return PyModuleDef_Init(&spi_module);
}

static PyMethodDef uart_methods[] = {
    {"open", (PyCFunction)(void (*)(void))call_uart_open, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"read", (PyCFunction)(void (*)(void))call_uart_read, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"write", (PyCFunction)(void (*)(void))call_uart_write, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef uart_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_uart", .m_methods = uart_methods,
};

static PyObject *init_uart(void)
{
    return PyModuleDef_Init(&uart_module);
}

static PyMethodDef gpio_methods[] = {
    {"configure", (PyCFunction)(void (*)(void))call_gpio_configure, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"read", (PyCFunction)(void (*)(void))call_gpio_read, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"write", (PyCFunction)(void (*)(void))call_gpio_write, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"wait_for_edge", (PyCFunction)(void (*)(void))call_gpio_wait_for_edge, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef gpio_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_gpio", .m_methods = gpio_methods,
};

static PyObject *init_gpio(void)
{
    return PyModuleDef_Init(&gpio_module);
}

static PyMethodDef pwm_methods[] = {
    {"set", (PyCFunction)(void (*)(void))call_pwm_set, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"stop", (PyCFunction)(void (*)(void))call_pwm_stop, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef pwm_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_pwm", .m_methods = pwm_methods,
};

static PyObject *init_pwm(void)
{
    return PyModuleDef_Init(&pwm_module);
}

static PyMethodDef leds_methods[] = {
    {"count", (PyCFunction)(void (*)(void))call_leds_count, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"set", (PyCFunction)(void (*)(void))call_leds_set, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"set_range", (PyCFunction)(void (*)(void))call_leds_set_range, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"fill", (PyCFunction)(void (*)(void))call_leds_fill, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"clear", (PyCFunction)(void (*)(void))call_leds_clear, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"show", (PyCFunction)(void (*)(void))call_leds_show, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef leds_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_leds", .m_methods = leds_methods,
};

static PyObject *init_leds(void)
{
    return PyModuleDef_Init(&leds_module);
}

static PyMethodDef buzzer_methods[] = {
    {"beep", (PyCFunction)(void (*)(void))call_buzzer_beep, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef buzzer_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_buzzer", .m_methods = buzzer_methods,
};

static PyObject *init_buzzer(void)
{
    return PyModuleDef_Init(&buzzer_module);
}

static PyMethodDef relays_methods[] = {
    {"set", (PyCFunction)(void (*)(void))call_relays_set, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"get", (PyCFunction)(void (*)(void))call_relays_get, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef relays_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_relays", .m_methods = relays_methods,
};

static PyObject *init_relays(void)
{
    return PyModuleDef_Init(&relays_module);
}

static PyMethodDef climate_methods[] = {
    {"read_dht", (PyCFunction)(void (*)(void))call_climate_read_dht, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef climate_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_climate", .m_methods = climate_methods,
};

static PyObject *init_climate(void)
{
    return PyModuleDef_Init(&climate_module);
}

static PyMethodDef system_info_methods[] = {
    {"cpu_temperature", (PyCFunction)(void (*)(void))call_system_info_cpu_temperature, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"cpu_use", (PyCFunction)(void (*)(void))call_system_info_cpu_use, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"memory_used", (PyCFunction)(void (*)(void))call_system_info_memory_used, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"memory_total", (PyCFunction)(void (*)(void))call_system_info_memory_total, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"uptime", (PyCFunction)(void (*)(void))call_system_info_uptime, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"hostname", (PyCFunction)(void (*)(void))call_system_info_hostname, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"throttled", (PyCFunction)(void (*)(void))call_system_info_throttled, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef system_info_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_system_info", .m_methods = system_info_methods,
};

static PyObject *init_system_info(void)
{
    return PyModuleDef_Init(&system_info_module);
}

static PyMethodDef settings_methods[] = {
    {"get", (PyCFunction)(void (*)(void))call_settings_get, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef settings_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_settings", .m_methods = settings_methods,
};

static PyObject *init_settings(void)
{
    return PyModuleDef_Init(&settings_module);
}

static PyMethodDef storage_methods[] = {
    {"get", (PyCFunction)(void (*)(void))call_storage_get, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"put", (PyCFunction)(void (*)(void))call_storage_put, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"delete", (PyCFunction)(void (*)(void))call_storage_delete, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef storage_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_storage", .m_methods = storage_methods,
};

static PyObject *init_storage(void)
{
    return PyModuleDef_Init(&storage_module);
}

static PyMethodDef log_methods[] = {
    {"write", (PyCFunction)(void (*)(void))call_log_write, METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef log_module = {
    PyModuleDef_HEAD_INIT, .m_name = "_wasihal_log", .m_methods = log_methods,
};

static PyObject *init_log(void)
{
    return PyModuleDef_Init(&log_module);
}

static contract_export export_sensor_poll = {
    .target = 0,
    .name = "poll",
    .result = &type_result_list_sensor_measurement_string,
};

EXPORT("wasihal:plugin/sensor@0.1.0#poll")
uint8_t *call_export_sensor_poll(
    void)
{
    return contract_call(&export_sensor_poll, NULL, 0);
}

EXPORT("cabi_post_wasihal:plugin/sensor@0.1.0#poll")
void post_export_sensor_poll(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

static contract_export export_dashboard_render = {
    .target = 1,
    .name = "render",
    .result = &type_result_string_string,
};

EXPORT("wasihal:plugin/dashboard@0.1.0#render")
uint8_t *call_export_dashboard_render(
    uint32_t arg_snapshot, uint32_t arg_snapshot_length)
{
    PyObject *arguments[] = {
        abi_take(&type_string, arg_snapshot, arg_snapshot_length),
    };
    return contract_call(&export_dashboard_render, arguments, 1);
}

EXPORT("cabi_post_wasihal:plugin/dashboard@0.1.0#render")
void post_export_dashboard_render(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

static contract_export export_display_update = {
    .target = 2,
    .name = "update",
    .result = &type_result_unit_string,
};

EXPORT("wasihal:plugin/display@0.1.0#update")
uint8_t *call_export_display_update(
    uint32_t arg_snapshot, uint32_t arg_snapshot_length)
{
    PyObject *arguments[] = {
        abi_take(&type_string, arg_snapshot, arg_snapshot_length),
    };
    return contract_call(&export_display_update, arguments, 1);
}

EXPORT("cabi_post_wasihal:plugin/display@0.1.0#update")
void post_export_display_update(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

static contract_export export_actions_list = {
    .target = 3,
    .name = "list",
    .result = &type_list_actions_action,
};

EXPORT("wasihal:plugin/actions@0.1.0#list")
uint8_t *call_export_actions_list(
    void)
{
    return contract_call(&export_actions_list, NULL, 0);
}

EXPORT("cabi_post_wasihal:plugin/actions@0.1.0#list")
void post_export_actions_list(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

static contract_export export_actions_invoke = {
    .target = 3,
    .name = "invoke",
    .result = &type_result_string_string,
};

EXPORT("wasihal:plugin/actions@0.1.0#invoke")
uint8_t *call_export_actions_invoke(
    uint32_t arg_name, uint32_t arg_name_length, uint32_t arg_arguments, uint32_t arg_arguments_length)
{
    PyObject *arguments[] = {
        abi_take(&type_string, arg_name, arg_name_length),
        abi_take(&type_string, arg_arguments, arg_arguments_length),
    };
    return contract_call(&export_actions_invoke, arguments, 2);
}

EXPORT("cabi_post_wasihal:plugin/actions@0.1.0#invoke")
void post_export_actions_invoke(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

static contract_export export_loader_load = {
    .target = 4,
    .name = "load",
    .result = &type_result_list_loader_kind_string,
};

EXPORT("wasihal:plugin/loader@0.1.0#load")
uint8_t *call_export_loader_load(
    uint32_t arg_files, uint32_t arg_files_length, uint32_t arg_entry, uint32_t arg_entry_length)
{
    PyObject *arguments[] = {
        abi_take(&type_list_loader_source_file, arg_files, arg_files_length),
        abi_take(&type_string, arg_entry, arg_entry_length),
    };
    return contract_call(&export_loader_load, arguments, 2);
}

EXPORT("cabi_post_wasihal:plugin/loader@0.1.0#load")
void post_export_loader_load(uint8_t *Py_UNUSED(area))
{
    contract_post();
}

struct _inittab contract_inittab[] = {
    {"_wasihal_i2c", init_i2c},
    {"_wasihal_spi", init_spi},
    {"_wasihal_uart", init_uart},
    {"_wasihal_gpio", init_gpio},
    {"_wasihal_pwm", init_pwm},
    {"_wasihal_leds", init_leds},
    {"_wasihal_buzzer", init_buzzer},
    {"_wasihal_relays", init_relays},
    {"_wasihal_climate", init_climate},
    {"_wasihal_system_info", init_system_info},
    {"_wasihal_settings", init_settings},
    {"_wasihal_storage", init_storage},
    {"_wasihal_log", init_log},
    {NULL, NULL},
};

abi_type *const contract_types[] = {
    &type_result_bytes_types_error,
    &type_bytes,
    &type_types_error,
    &type_string,
    &type_result_unit_types_error,
    &type_gpio_mode,
    &type_result_bool_types_error,
    &type_bool,
    &type_gpio_edge,
    &type_result_tuple_f32_f32_types_error,
    &type_tuple_f32_f32,
    &type_f32,
    &type_option_f64,
    &type_f64,
    &type_option_u64,
    &type_u64,
    &type_option_string,
    &type_option_bool,
    &type_result_option_bytes_types_error,
    &type_option_bytes,
    &type_log_level,
    &type_result_list_sensor_measurement_string,
    &type_list_sensor_measurement,
    &type_sensor_measurement,
    &type_sensor_value,
    &type_result_string_string,
    &type_result_unit_string,
    &type_list_actions_action,
    &type_actions_action,
    &type_list_loader_source_file,
    &type_loader_source_file,
    &type_result_list_loader_kind_string,
    &type_list_loader_kind,
    &type_loader_kind,
    NULL,
};

contract_export *const contract_exports[] = {
    &export_sensor_poll,
    &export_dashboard_render,
    &export_display_update,
    &export_actions_list,
    &export_actions_invoke,
    &export_loader_load,
    NULL,
};
