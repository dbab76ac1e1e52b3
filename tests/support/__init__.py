"""What tests of several rooms share: the system's programs, rendering by LibreOffice, reading PDF and pixels."""
