// Facts: names and places, many a line.
// swift-format-ignore-file

extension MaskROM {
  /// The public names of what is in the ROM: address and name; code has an odd one, its Thumb bit.
  ///
  /// Source: the symbol file that images for this chip are linked with (the vendor's SDK 3, `rom_symdef.txt`), as published in
  /// github.com/luopeiguoguo/nora-da14580; without those that the file leaves to the image.
  static let symbolList = """
    210B1 exec_patching_spota 21171 get_patching_spota_length 21B01 SystemCoreClockUpdate 21B09 SystemInit 21B39 Reset_Handler
    21B41 NMI_Handler 21B43 HardFault_Handler 21B45 SVC_Handler 21B47 PendSV_Handler 21B49 SysTick_Handler 21B4B ADC_Handler
    21B55 set_system_clocks 21B8B set_peripheral_clocks 21BD1 init_pwr_and_clk_ble 21C5F set_pad_functions 21CD9 periph_init
    21D23 rf_workaround_init 21D79 get_stack_usage 21D7D platform_reset 21D83 platform_reset_func 21DBD main_func 220C7 main
    220CD rwip_eif_get 220D5 rwip_eif_get_func 220F9 app_disable_sleep 22105 app_set_extended_sleep 22111 app_set_deep_sleep
    2211F app_get_sleep_mode 22141 co_buf_init 221A3 co_buf_init_deep_sleep 22205 co_buf_rx_free 22225 co_list_init
    2222F co_list_push_back 2224B co_list_pool_init 222AB co_list_push_front 222BF co_list_pop_front 222D3 co_list_extract
    222FB co_list_find 22311 co_list_merge 22321 co_bdaddr_compare 2233D dbg_init 22351 dbg_platform_reset_complete 228B5 llc_init
    228E5 llc_stop 22909 llc_reset 22931 llc_create_con_cmd_complete_send 229A9 llc_start 22A6F llc_discon_event_complete_send
    22A91 llc_con_update_cmd_complete_send 22AEB llc_ltk_req_send 22B29 llc_feats_rd_event_send 22B69 llc_version_rd_event_send
    22BA1 llc_common_cmd_complete_send 22BB7 llc_common_cmd_status_send 22BCD llc_common_enc_change_evt_send
    22BF5 llc_common_nb_of_pkt_comp_evt_send 22C1D llc_con_update_ind 22C83 llc_map_update_ind 22D21 llc_chnl_map_req_send
    22D3B llc_add_bad_chnl 22E29 llc_version_ind_pdu_send 22E5F llc_ch_map_update_pdu_send 22E9F llc_pause_enc_req_pdu_send
    22EDB llc_pause_enc_rsp_pdu_send 22F2B llc_enc_req_pdu_send 22FEB llc_enc_rsp_pdu_send 2307B llc_start_enc_rsp_pdu_send
    230BD llc_reject_ind_pdu_send 230E7 llc_con_update_pdu_send 2312B llc_feats_req_pdu_send 23169 llc_start_enc_req_pdu_send
    2321F llc_terminate_ind_pdu_send 23293 llc_unknown_rsp_send_pdu 232B3 llc_feats_req_ind 232F7 llc_feats_rsp_ind
    2333F llc_unknown_rsp_ind 23341 llc_vers_ind_ind 233BF llc_con_update_req_ind 2341B llc_ch_map_req_ind 23467 llc_terminate_ind
    2349F llc_reject_ind 234C7 llc_pause_enc_req_ind 234F5 llc_pause_enc_rsp_ind 23563 llc_enc_req_ind 23625 llc_enc_rsp_ind
    236CF llc_start_enc_req_ind 2373B llc_start_enc_rsp_ind 237CB llc_cntl_rcv 23861 llc_data_rcv 24825 llc_util_get_free_conhdl
    24855 llc_util_dicon_procedure 24885 llc_util_gen_skdx 248A7 llc_util_update_channel_map 248B9 llc_util_set_llcp_discard_enable
    24909 enable_BLE_core_irq 2490F enable_BLE_core_irq_func 249D1 lld_init 249D7 lld_init_func 24B79 lld_reset 24BCB lld_scan_start
    24C7D lld_scan_stop 24C89 lld_con_start 24ED3 lld_move_to_master 24EDB lld_con_update_req 24F1B lld_ch_map_req
    24F23 lld_adv_start 25013 lld_adv_stop 2501F lld_ch_map_ind 25033 lld_con_update_ind 25047 lld_move_to_slave 25139 lld_con_stop
    25143 lld_test_stop 25149 lld_test_stop_func 25161 lld_crypt_isr 25171 lld_test_mode_tx 25177 lld_test_mode_tx_func
    25229 lld_test_mode_rx 2522F lld_test_mode_rx_func 2542D lld_data_tx_loop 25453 lld_data_tx_push 254D9 lld_data_tx_prog
    255B5 lld_data_check 25603 lld_data_tx_flush 25F5F lld_evt_init 25F65 lld_evt_try_free 25F81 lld_evt_end 26023 lld_evt_rx
    26041 lld_evt_schedule 260E9 lld_evt_init_func 26147 lld_evt_conhdl2evt 2615D lld_evt_ack_received 26169 lld_evt_schedule_next
    26277 lld_evt_delete 262E7 lld_evt_scan_create 26323 lld_evt_move_to_master 263C3 lld_evt_update_create
    26411 lld_evt_ch_map_update_req 26429 lld_evt_move_to_slave 26531 lld_evt_slave_update 265B9 lld_evt_ch_map_update_ind
    265CD lld_evt_adv_create 2661B lld_evt_start_isr 2662B lld_evt_end_isr 2663B lld_evt_rx_isr 2664B lld_evt_timer_isr
    26821 lld_sleep_us_2_lpcycles 26827 lld_sleep_us_2_lpcycles_func 26833 lld_sleep_lpcycles_2_us 26839 lld_sleep_lpcycles_2_us_func
    2684B lld_sleep_compensate 26851 lld_sleep_compensate_func 2687B lld_sleep_init 26881 lld_sleep_init_func 268C7 lld_sleep_enter
    268EF lld_sleep_wakeup 2691F lld_sleep_wakeup_end 2692B lld_sleep_check 269B5 lld_util_get_bd_address 269D5 lld_util_set_bd_address
    26A65 llm_wl_clr 26A9B llm_encryption_done 26AA1 llm_init 26C0B llm_common_cmd_complete_send 26C1D llm_ble_ready
    26C27 llm_con_req_ind 26CC5 llm_adv_report_set 26D33 llm_le_adv_report_ind 26E11 llm_con_req_tx_cfm
    26E9D llm_common_cmd_status_send 26EAF llm_test_mode_start_tx 26F7B llm_test_mode_start_rx 26FB9 llm_set_adv_param
    27091 llm_set_adv_en 2712D llm_set_adv_data 27159 llm_set_scan_rsp_data 27187 llm_set_scan_param 271DF llm_set_scan_en
    2724B llm_wl_dev_add 27299 llm_wl_dev_rem 272C9 llm_create_con 2741D llm_encryption_start 274A5 llm_encryption_done_func
    27539 llm_get_chnl_assess_nb_pkt 27541 llm_get_chnl_assess_nb_bad_pkt 27549 llm_get_min_rssi 27553 llm_delete_event
    27E99 llm_util_bd_addr_in_wl 27F19 llm_util_check_address_validity 27F29 llm_util_check_map_validity 27F73 llm_util_apply_bd_addr
    27F8B llm_util_set_public_addr 27F99 llm_util_clear_adv_report 27FBB llm_util_get_role 27FC3 llm_util_set_role
    27FCB llm_util_check_evt_mask 27FEB llm_util_get_channel_map 28019 uart_thr_empty_isr 2805D uart_init 28063 uart_init_func
    280B7 uart_flow_on 280BD uart_flow_on_func 280C5 uart_flow_off 280CB uart_flow_off_func 280F5 uart_finish_transfers
    280FB uart_finish_transfers_func 28113 uart_read 28119 uart_read_func 2812F uart_write 28135 uart_write_func 28157 UART_Handler
    2815D UART_Handler_func 28201 GPADC_init 28207 GPADC_init_func 2826B meas_precharge_freq 28271 meas_precharge_freq_func
    283A7 check_pll_lock 283AD check_pll_lock_func 28489 update_calcap_min_channel 28493 update_calcap_min_channel_func
    28537 update_calcap_max_channel 28541 update_calcap_max_channel_func 285D9 write_one_SW_LUT_entry 28615 write_one_SW_LUT_entry_func
    28631 write_HW_LUT 28637 write_HW_LUT_func 28659 clear_HW_LUT 2865F clear_HW_LUT_func 2866F update_LUT 28675 update_LUT_func
    287F3 save_configure_restore 287F9 save_configure_restore_func 2891F update_calcap_ranges 28925 update_calcap_ranges_func
    28A57 find_initial_calcap_ranges 28A5D find_initial_calcap_ranges_func 28CCD pll_vcocal_LUT_InitUpdate
    28CD3 pll_vcocal_LUT_InitUpdate_func 28D03 set_rf_cal_cap 28D09 set_rf_cal_cap_func 28D3D modulationGainCalibration
    28D43 modulationGainCalibration_func 28E21 DCoffsetCalibration 28E27 DCoffsetCalibration_func 28EF3 IffCalibration
    28EF9 IffCalibration_func 28F41 rf_calibration 28F47 rf_calibration_func 28F93 get_rc16m_count 28F99 get_rc16m_count_func
    28FCF set_gauss_modgain 28FD5 set_gauss_modgain_func 29009 enable_rf_diag_irq 2900F enable_rf_diag_irq_func 290B1 gtl_init
    290D9 gtl_enter_sleep 29103 gtl_exit_sleep 2910B gtl_send_msg 2915D gtl_hci_rx_header 29163 gtl_hci_rx_header_func
    291B1 gtl_hci_rx_payload 291B7 gtl_hci_rx_payload_func 291B9 gtl_hci_tx_evt 291BF gtl_hci_tx_evt_func 2927D gtl_sleep_to_handler
    29289 gtl_polling_to_handler 293F7 gtl_eif_init 293FD gtl_eif_init_func 29415 gtl_eif_write 29435 gtl_eif_start 2943D gtl_eif_stop
    294F5 attc_cleanup 2950D attc_init 29533 attc_create 29541 attc_con_enable 296D5 attm_init 296F9 attm_create 29709 attm_con_enable
    29719 attm_cleanup 29729 attm_convert_16to128 29747 attm_convert_32to128 29767 attm_bt_uuid_match 2978D attm_bt32_uuid_match
    297B9 attm_convert_to128 297E9 attm_uuid_match 2981D attm_uuid_match_16 29829 attm_is_bt_uuid128 29853 attm_is_bt32_uuid128
    29895 attmdb_add_service 29957 attmdb_get_service 29995 attmdb_add_attribute 29A6B attmdb_destroy 29A85 attmdb_get_attribute
    29AA1 attmdb_get_next_att 29B2B attmdb_att_update_value 29B6D attmdb_att_set_value 29B73 attmdb_att_partial_value_update
    29BA5 attmdb_att_get_value 29BC5 attmdb_att_get_uuid 29C29 attmdb_att_set_permission 29C41 attmdb_att_get_permission
    29C5B attmdb_att_update_perm 29C7B attmdb_svc_set_permission 29C99 attmdb_svc_get_permission 29CB3 attmdb_init
    29F45 attm_svc_create_db 2A03D atts_clear_prep_data 2A05B atts_cleanup 2A08F atts_init 2A0CB atts_create 2A0ED atts_con_enable
    2A0FB atts_update_elmt 2A149 atts_store_prep_data 2A575 atts_send_pdu 2A57F atts_allocate_pdu 2A5A1 atts_mtu_exc_resp
    2A5D7 atts_send_error 2A5E3 atts_find_info_resp 2A719 atts_get_att_chk_perm 2A887 atts_find_by_type_resp 2A9A7 atts_read_by_type_resp
    2AA93 atts_read_by_grp_type_resp 2AB95 atts_read_resp 2ABF9 atts_read_blob_resp 2AC69 atts_read_mult_resp 2AD17 atts_write_no_resp
    2AD77 atts_write_resp 2ADF1 atts_signed_write_resp 2AE85 atts_prepare_write_resp 2AF11 atts_execute_write_resp
    2AFD5 atts_send_cmd_cmp 2AFF3 atts_write_rsp_send 2B0A3 gattc_cleanup 2B0CD gattc_init 2B109 gattc_create 2B13B gattc_send_att_req
    2B145 gattc_allocate_att_req 2B165 gattc_send_execute 2B179 gattc_get_event_dest 2B1B7 gattc_init_operation
    2B1D1 gattc_get_operation 2B1E5 gattc_send_complete_evt 2B2D3 gattc_get_mtu 2B2DD gattc_set_mtu 2C2E9 gattm_svc_get_start_hdl
    2C2EF gattm_init 2C317 gattm_create 2C31F gattm_cleanup 2C327 gattm_get_max_mtu 2C32D gattm_set_max_mtu 2C479 l2cc_cleanup
    2C4A9 l2cc_init 2C4E5 l2cc_create 2C515 l2cc_update_state 2C759 l2cm_init 2C781 l2cm_create 2C789 l2cm_cleanup
    2C7A9 l2cm_set_link_layer_buff_size 2C7B9 smpc_regs_push 2C7BB smpc_regs_pop 2C7BD smpc_clear_timeout_timer 2C7E1 smpc_cleanup
    2C841 smpc_init 2C87D smpc_create 2C8AB smpc_init_operation 2C8C1 smpc_send_cmp_evt 2C935 smpc_send_use_enc_block_cmd
    2C96D smpc_send_start_enc_cmd 2C9CB smpc_send_ltk_req_rsp 2CA1F smpc_send_pairing_req_ind 2CADB smpc_send_pairing_ind
    2CB43 smpc_check_pairing_feat 2CB6F smpc_launch_rep_att_timer 2CBBD smpc_check_repeated_attempts 2CC01 smpc_check_max_key_size
    2CC29 smpc_check_key_distrib 2CC7D smpc_xor 2CC93 smpc_generate_l 2CCDF smpc_generate_ci 2CD4B smpc_generate_rand
    2CD6F smpc_generate_e1 2CE25 smpc_generate_cfm 2CEAD smpc_generate_stk 2CF01 smpc_calc_subkeys 2CF77 smpc_pairing_end
    2D00B smpc_tkdp_rcp_continue 2D069 smpc_tkdp_rcp_start 2D0AB smpc_pdu_send 2D11B smpc_tkdp_send_start 2D199 smpc_tkdp_send_continue
    2D215 smpc_get_key_sec_prop 2D28D smpc_is_sec_mode_reached 2D2B7 smpc_handle_enc_change_evt 2D35D smpc_pdu_recv 2DE21 smpm_init
    2DE5B smpm_create 2DE63 smpm_cleanup 2DE6B smpm_send_cmp_evt 2DEA3 smpm_send_encrypt_req 2DED1 smpm_send_gen_rand_nb_req
    2DEDF smpm_check_addr_type 2E269 gapc_init 2E2A5 gapc_con_create 2E385 gapc_con_cleanup 2E395 gapc_send_disconect_ind
    2E3B7 gapc_get_conidx 2E3E3 gapc_get_conhdl 2E3F9 gapc_get_role 2E415 gapc_get_bdaddr 2E435 gapc_get_csrk 2E453 gapc_get_sign_counter
    2E471 gapc_send_complete_evt 2E4BD gapc_send_error_evt 2E4DF gapc_is_sec_set 2E549 gapc_get_enc_keysize 2E561 gapc_set_enc_keysize
    2E575 gapc_link_encrypted 2E58F gapc_auth_set 2E67B gapc_param_updata_sanity 2F4F3 gapm_init 2F547 gapm_host_init
    2F56D gapm_get_operation 2F57F gapm_send_complete_evt 2F5B5 gapm_send_error_evt 2F5D3 gapm_con_create 2F631 gapm_con_enable
    2F63D gapm_con_cleanup 30C7F gapm_get_privacy_flag 30CAB gapm_set_recon_addr 30CEF gapm_adv_op_sanity 30E75 gapm_set_adv_mode
    30E8D gapm_execute_adv_op 30FDD gapm_scan_op_sanity 310B5 gapm_set_scan_mode 310D1 gapm_execute_scan_op 31175 gapm_connect_op_sanity
    312B9 gapm_execute_connect_op 3142D gapm_get_role 31433 gapm_get_recon_addr 31473 gapm_set_privacy_flag 3149F gapm_get_ad_type_flag
    314C5 gapm_add_to_filter 31529 gapm_is_filtered 3157F gapm_update_air_op_state 31635 gapm_get_irk 3163B gapm_get_bdaddr
    3164D l2cc_pdu_pack 318F3 l2cc_pdu_unpack 31B2D l2cc_detect_dest 31B95 smpc_check_param 3200D ke_init 32039 ke_flush
    32079 ke_sleep_check 32091 ke_event_init 3209D ke_event_callback_set 320B1 ke_event_set 320DD ke_event_clear 32109 ke_event_get
    3212F ke_event_get_all 32135 ke_event_flush 3213D ke_event_schedule 3218D ke_mem_init 321D7 ke_mem_is_empty 32215 ke_malloc
    322D7 ke_free 323B1 ke_msg_alloc 323E1 ke_msg_send 3240D ke_msg_send_basic 3241B ke_msg_forward 32425 ke_msg_forward_new_id
    32435 ke_msg_free 32441 ke_queue_extract 3247F ke_queue_insert 3256D ke_task_init 32573 ke_task_init_func 32587 ke_task_create
    325E1 ke_task_delete 32631 ke_state_set 326B3 ke_state_get 326E3 ke_msg_discard 326E7 ke_msg_save 326EB ke_task_handler_get
    32813 ke_timer_init 32819 ke_timer_init_func 32825 ke_timer_set 328A5 ke_timer_clear 328FB ke_timer_active 32921 ke_timer_sleep_check
    3297D ke_time 329D1 nvds_get 329D7 nvds_get_func 32BCF nvds_init 32BE5 rwble_hl_init 32C0B rwble_hl_send_message
    32C0D ble_regs_push 32C65 ble_regs_pop 32CBD rf_init 32CC3 rf_reinit 32CCB rwip_init 32D8D rwip_reset 32DB9 rwip_version
    32DC1 rwip_prevent_sleep_get 32DC9 rwip_schedule 32DDB rwip_sleep 32EB7 rwip_prevent_sleep_set 32EDB rwip_wakeup
    32EED rwip_prevent_sleep_clear 32F11 rwip_wakeup_end 32F2F rwip_wakeup_delay_set 32F3F rwip_sleep_enable 32F47 rwip_ext_wakeup_enable
    32F71 rwble_init 32FD5 rwble_reset 33003 rwble_version 3302D rwble_get_clock 33043 BLE_EVENT_Handler 33055 BLE_WAKEUP_LP_Handler
    33105 BLE_FINETGTIM_Handler 3310D BLE_GROSSTGTIM_Handler 33115 BLE_CSCNT_Handler 3315D BLE_SLP_Handler 3318D BLE_ERROR_Handler
    331A5 BLE_RX_Handler 331AD BLE_CRYPT_Handler 331B5 BLE_RF_DIAG_Handler 331EB func_check_mem 3323D test_rxdone
    339B3 prf_pack_date_time 339D3 prf_unpack_date_time 339F5 prf_init_func 339FD prf_create 339FF prf_cleanup_func 33A23 prf_init
    33A2B prf_cleanup 33AA7 __aeabi_uidiv 33AA7 __aeabi_uidivmod 33AD3 __aeabi_idiv 33AD3 __aeabi_idivmod 33AFD rand 33B0F srand
    33B21 __aeabi_memcpy 33B45 __aeabi_memset 33B53 __aeabi_memclr 33B57 _memset$wrapper 33B69 strlen 33B77 memcmp 33B91 __aeabi_dmul
    33C61 __aeabi_i2d 33C89 __aeabi_ui2d 33CA5 __aeabi_cdcmpeq 33CCD _double_round 33CE7 _double_epilogue 33D8D __aeabi_llsl
    33DAD __aeabi_llsr 33DCF __ARM_clz 33DFD __ARM_common_switch8 33E18 uart_api 33E28 co_sca2ppm 33E38 co_null_bdaddr
    33E3E co_default_bdaddr 33F14 dbg_default_handler 340DC llc_state_handler 3418C llc_default_handler 341BC llm_local_cmds
    341FC llm_local_le_feats 34204 llm_local_le_states 34354 llm_state_handler 34384 llm_default_handler 3438C LLM_AA_CT1 3438F LLM_AA_CT2
    343A4 gtl_default_state 343BC gtl_default_handler 343D8 attc_default_state 343F8 attc_state_handler 34410 attc_default_handler
    34428 attm_default_state 34480 attm_state_handler 34488 attm_default_handler 344A0 atts_default_state 344D0 atts_state_handler
    344F8 atts_default_handler 34510 gattc_default_state 34598 gattc_state_handler 345B0 gattc_default_handler 34604 gattm_default_state
    34614 gattm_state_handler 34624 gattm_default_handler 3463C l2cc_default_state 34654 l2cc_state_handler 3466C l2cc_default_handler
    34684 l2cm_default_state 3468C l2cm_state_handler 34694 l2cm_default_handler 346C8 smpc_default_state 34760 smpc_state_handler
    34780 smpc_default_handler 34798 smpm_default_state 347D0 smpm_state_handler 347E0 smpm_default_handler 347F8 gapc_default_state
    34910 gapc_state_handler 34928 gapc_default_handler 349EC gapm_default_state 34B94 gapm_state_handler 34BBC gapm_default_handler
    34CE8 smpc_construct_pdu 34D18 smpc_recv_pdu
    """
}
