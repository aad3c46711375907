import abc


class Driver(abc.ABC):
    @abc.abstractmethod
    def read(self): ...

    @property
    @abc.abstractmethod
    def name(self): ...


class Sht31(Driver):
    def read(self):
        return 1

    name = "sht31"


class Duck:
    pass


try:
    Driver()
    raise AssertionError("made")
except TypeError as error:
    assert "abstract methods" in str(error) and "name" in str(error) and "read" in str(error)

assert Sht31().read() == 1 and Driver.__abstractmethods__ == {"name", "read"} and issubclass(Sht31, Driver)
Driver.register(Duck)
assert isinstance(Duck(), Driver)
