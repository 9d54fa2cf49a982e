hotspot user list 019a2b5e7c1d73e89f4a5b6c7d8e9f01 --name te
