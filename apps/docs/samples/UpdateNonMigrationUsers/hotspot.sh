CONFIG=019a2b5e7c1d73e89f4a5b6c7d8e9f01

hotspot user add $CONFIG night-batch --id da16f9b8bc9444029cc171a4f7286353=test
hotspot user remove $CONFIG night-batch
